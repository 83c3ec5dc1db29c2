//! The two ways in which the service writes an instant: RFC 1123 with whole seconds, and ISO 8601 with seven decimals.
//!
//! The only file that knows the calendar, which is chrono's. Reading and writing the lines is done here, because every request needs a dozen of them;
//! `tests/wire/dates.rs` holds them against chrono's own. Times are cut down, never rounded.

use crate::time::{Span, Timestamp};
use chrono::{Datelike, NaiveDate};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The same names as numbers, which compare at once.
const WEEKDAY_KEYS: [u32; 7] = keys(&WEEKDAYS);
const MONTH_KEYS: [u32; 12] = keys(&MONTHS);

const SECS_PER_DAY: u32 = 86_400;

/// What chrono counts days from is 0001-01-01, day 1; 1970-01-01 is this one.
const EPOCH: i32 = 719_163;

/// Writes `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn rfc1123(at: Timestamp) -> String {
    let mut text = String::with_capacity(29);
    push_rfc1123(&mut text, at);
    text
}

/// Appends `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn push_rfc1123(text: &mut String, at: Timestamp) {
    let (days, secs) = split(at);
    let Civil { year, month, day } = civil(days);
    let mut line = *b"Sun, 06 Nov 1994 08:49:37 GMT";
    // 1970-01-01 was a Thursday.
    line[..3].copy_from_slice(WEEKDAYS[(days as usize + 4) % 7].as_bytes());
    write(&mut line[5..7], day);
    line[8..11].copy_from_slice(MONTHS[month as usize - 1].as_bytes());
    write(&mut line[12..16], year);
    write_clock(&mut line[17..25], secs);
    text.push_str(std::str::from_utf8(&line).expect("names and digits are ASCII"));
}

/// Writes `1994-11-06T08:49:37.0000000Z`: seven decimals, as the service returns policy times and the time of an error.
pub fn iso8601(at: Timestamp) -> String {
    let (days, secs) = split(at);
    let Civil { year, month, day } = civil(days);
    let mut line = *b"1994-11-06T08:49:37.0000000Z";
    write(&mut line[..4], year);
    write(&mut line[5..7], month);
    write(&mut line[8..10], day);
    write_clock(&mut line[11..19], secs);
    let micros = at.min(Timestamp::NEVER).as_micros() % 1_000_000;
    write(&mut line[20..27], u32::try_from(micros * 10).expect("less than ten millions"));
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
    if marks.iter().any(|(at, mark)| line[*at] != *mark) || !WEEKDAY_KEYS.contains(&key(line[0], line[1], line[2])) {
        return None;
    }
    let name = key(line[8], line[9], line[10]);
    let month = 1 + u32::try_from(MONTH_KEYS.iter().position(|known| *known == name)?).expect("twelve months");
    let date = Civil { year: read(&line[12..16])?, month, day: read(&line[5..7])? };
    instant(date, clock(read(&line[17..19])?, read(&line[20..22])?, read(&line[23..25])?)?)
}

/// Reads `YYYY-MM-DD`, and with `Thh:mm`, `:ss` and up to seven decimals, then `Z` or an offset such as `+01:00` (page "Create a service SAS",
/// formats of policy times). A date alone is midnight UTC. `None` before 1970 and for any other form.
pub fn parse_iso8601(text: &str) -> Option<Timestamp> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let date = Civil { year: number(parts.next()?, 4)?, month: number(parts.next()?, 2)?, day: number(parts.next()?, 2)? };
    if parts.next().is_some() {
        return None;
    }
    let Some(time) = time else {
        return instant(date, 0);
    };
    let zone_at = time.find(['Z', '+', '-'])?;
    let (time, zone) = time.split_at(zone_at);
    let (time, decimals) = time.split_once('.').unwrap_or((time, "0"));
    let secs = if time.len() == 5 { parse_clock(&[time, ":00"].concat())? } else { parse_clock(time)? };
    if decimals.is_empty() || decimals.len() > 7 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tenths_of_micros = decimals.bytes().chain(std::iter::repeat(b'0')).take(7).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let local = instant(date, secs)? + Span::from_micros(tenths_of_micros / 10);
    if zone == "Z" {
        return Some(local);
    }
    let offset = parse_offset(zone.get(1..)?)?;
    Some(if zone.starts_with('+') { local - offset } else { local + offset })
}

/// Three letters as one number.
const fn key(first: u8, second: u8, third: u8) -> u32 {
    (first as u32) << 16 | (second as u32) << 8 | third as u32
}

const fn keys<const N: usize>(names: &[&str; N]) -> [u32; N] {
    let mut keys = [0; N];
    let mut index = 0;
    while index < N {
        let name = names[index].as_bytes();
        keys[index] = key(name[0], name[1], name[2]);
        index += 1;
    }
    keys
}

/// A day of the calendar; months and days count from 1.
#[derive(Clone, Copy)]
struct Civil {
    year: u32,
    month: u32,
    day: u32,
}

/// Days since 1970-01-01, and seconds of the day.
fn split(at: Timestamp) -> (u32, u32) {
    let secs = at.min(Timestamp::NEVER).as_secs();
    let day = u64::from(SECS_PER_DAY);
    (u32::try_from(secs / day).expect("the year 9999 is near"), u32::try_from(secs % day).expect("less than a day"))
}

/// The day so many days after 1970-01-01.
fn civil(days: u32) -> Civil {
    let known = i32::try_from(days).ok().and_then(|days| NaiveDate::from_num_days_from_ce_opt(days + EPOCH));
    let date = known.expect("no instant lies beyond the year 9999");
    Civil { year: date.year().cast_unsigned(), month: date.month(), day: date.day() }
}

/// The instant on that day. `None` if there is no such day, or it was before 1970.
fn instant(date: Civil, secs: u32) -> Option<Timestamp> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(date.year).ok()?, date.month, date.day)?;
    let days = u64::try_from(date.num_days_from_ce() - EPOCH).ok()?;
    Some(Timestamp::from_secs(days * u64::from(SECS_PER_DAY) + u64::from(secs)))
}

/// Seconds of the day. `None` for an hour, minute or second that no clock shows.
fn clock(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < 24 && minute < 60 && second < 60).then(|| hour * 3_600 + minute * 60 + second)
}

/// Reads `hh:mm:ss`.
fn parse_clock(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let secs = clock(number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?)?;
    parts.next().is_none().then_some(secs)
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
    let mut value = 0;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(value)
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
fn write_clock(room: &mut [u8], secs: u32) {
    write(&mut room[..2], secs / 3_600);
    write(&mut room[3..5], secs / 60 % 60);
    write(&mut room[6..8], secs % 60);
}
