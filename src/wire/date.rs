//! The two ways in which the service writes an instant: RFC 1123 with whole seconds, and ISO 8601 with seven decimals.
//!
//! The only file that knows the calendar, and the only one that names the crate it comes from. Times are cut down, never rounded.

use crate::time::{Span, Timestamp};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn rfc1123(at: Timestamp) -> String {
    let fields = civil(at);
    let mut line = *b"Sun, 06 Nov 1994 08:49:37 GMT";
    line[..3].copy_from_slice(WEEKDAYS[fields.weekday().num_days_from_sunday() as usize].as_bytes());
    write(&mut line[5..7], fields.day());
    line[8..11].copy_from_slice(MONTHS[fields.month0() as usize].as_bytes());
    write(&mut line[12..16], fields.year_ce().1);
    write_clock(&mut line[17..25], fields);
    String::from_utf8(line.to_vec()).expect("names and digits are ASCII")
}

/// Writes `1994-11-06T08:49:37.0000000Z`: seven decimals, as the service returns policy times and the time of an error.
pub fn iso8601(at: Timestamp) -> String {
    let fields = civil(at);
    let mut line = *b"1994-11-06T08:49:37.0000000Z";
    write(&mut line[..4], fields.year_ce().1);
    write(&mut line[5..7], fields.month());
    write(&mut line[8..10], fields.day());
    write_clock(&mut line[11..19], fields);
    write(&mut line[20..27], fields.nanosecond() / 100);
    String::from_utf8(line.to_vec()).expect("digits are ASCII")
}

/// Writes `1994-11-06T08:49:37Z`: whole seconds, the form the official libraries write into a SAS.
pub fn iso8601_secs(at: Timestamp) -> String {
    let mut text = iso8601(at);
    text.truncate("1994-11-06T08:49:37".len());
    text.push('Z');
    text
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`; the weekday is not compared with the date. `None` before 1970 and for any other form.
pub fn parse_rfc1123(text: &str) -> Option<Timestamp> {
    // Every part has its place, so nothing is searched for: each request and each message brings some of these.
    let line: &[u8; 29] = text.as_bytes().try_into().ok()?;
    let marks =
        [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':'), (25, b' '), (26, b'G'), (27, b'M'), (28, b'T')];
    if marks.iter().any(|(at, mark)| line[*at] != *mark) || !WEEKDAYS.iter().any(|name| *name.as_bytes() == line[..3]) {
        return None;
    }
    let month = 1 + u32::try_from(MONTHS.iter().position(|name| *name.as_bytes() == line[8..11])?).expect("twelve months");
    let time = NaiveTime::from_hms_opt(read(&line[17..19])?, read(&line[20..22])?, read(&line[23..25])?)?;
    instant(read(&line[12..16])?, month, read(&line[5..7])?, time)
}

/// Reads `YYYY-MM-DD`, and with `Thh:mm`, `:ss` and up to seven decimals, then `Z` or an offset such as `+01:00` (page "Create a service SAS",
/// formats of policy times). A date alone is midnight UTC. `None` before 1970 and for any other form.
pub fn parse_iso8601(text: &str) -> Option<Timestamp> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let Some(time) = time else {
        return instant(year, month, day, NaiveTime::MIN);
    };
    let zone_at = time.find(['Z', '+', '-'])?;
    let (time, zone) = time.split_at(zone_at);
    let (time, decimals) = time.split_once('.').unwrap_or((time, "0"));
    let time = if time.len() == 5 { parse_clock(&[time, ":00"].concat())? } else { parse_clock(time)? };
    if decimals.is_empty() || decimals.len() > 7 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tenths_of_micros = decimals.bytes().chain(std::iter::repeat(b'0')).take(7).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let local = instant(year, month, day, time)? + Span::from_micros(tenths_of_micros / 10);
    if zone == "Z" {
        return Some(local);
    }
    let offset = parse_offset(zone.get(1..)?)?;
    Some(if zone.starts_with('+') { local - offset } else { local + offset })
}

fn civil(at: Timestamp) -> NaiveDateTime {
    let micros = i64::try_from(at.min(Timestamp::NEVER).as_micros()).expect("the year 9999 fits");
    DateTime::from_timestamp_micros(micros).expect("the year 9999 is a date").naive_utc()
}

fn instant(year: u32, month: u32, day: u32, time: NaiveTime) -> Option<Timestamp> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let secs = date.and_time(time).and_utc().timestamp();
    Some(Timestamp::from_secs(u64::try_from(secs).ok()?))
}

/// Reads `hh:mm:ss`.
fn parse_clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let time = NaiveTime::from_hms_opt(number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?)?;
    parts.next().is_none().then_some(time)
}

/// Reads `hh:mm` of a time zone.
fn parse_offset(text: &str) -> Option<Span> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours <= 14 && minutes < 60).then(|| Span::from_secs(u64::from(hours * 3_600 + minutes * 60)))
}

fn number(text: &str, width: usize) -> Option<u32> {
    if text.len() == width { read(text.as_bytes()) } else { None }
}

/// The value of decimal digits; `None` if there is anything else.
fn read(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
}

/// Writes the last digits of `value`, as many as there is room for.
fn write(room: &mut [u8], value: u32) {
    let mut rest = value;
    for digit in room.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).expect("a digit");
        rest /= 10;
    }
}

/// Writes `hh:mm:ss` into a line that has its colons.
fn write_clock(room: &mut [u8], fields: NaiveDateTime) {
    write(&mut room[..2], fields.hour());
    write(&mut room[3..5], fields.minute());
    write(&mut room[6..8], fields.second());
}
