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
    let mut line = String::with_capacity(29);
    line.push_str(WEEKDAYS[fields.weekday().num_days_from_sunday() as usize]);
    line.push_str(", ");
    digits(&mut line, fields.day(), 2);
    line.push(' ');
    line.push_str(MONTHS[fields.month0() as usize]);
    line.push(' ');
    digits(&mut line, fields.year_ce().1, 4);
    line.push(' ');
    clock(&mut line, fields);
    line.push_str(" GMT");
    line
}

/// Writes `1994-11-06T08:49:37.0000000Z`: seven decimals, as the service returns policy times and the time of an error.
pub fn iso8601(at: Timestamp) -> String {
    let fields = civil(at);
    let mut line = String::with_capacity(28);
    digits(&mut line, fields.year_ce().1, 4);
    line.push('-');
    digits(&mut line, fields.month(), 2);
    line.push('-');
    digits(&mut line, fields.day(), 2);
    line.push('T');
    clock(&mut line, fields);
    line.push('.');
    digits(&mut line, fields.nanosecond() / 100, 7);
    line.push('Z');
    line
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`; the weekday is not compared with the date. `None` before 1970 and for any other form.
pub fn parse_rfc1123(text: &str) -> Option<Timestamp> {
    let (weekday, rest) = text.split_once(", ")?;
    if !WEEKDAYS.contains(&weekday) || rest.len() != 24 || !rest.is_ascii() {
        return None;
    }
    let mut parts = rest.split(' ');
    let day = number(parts.next()?, 2)?;
    let month = parts.next()?;
    let month = 1 + u32::try_from(MONTHS.iter().position(|name| *name == month)?).expect("twelve months");
    let year = number(parts.next()?, 4)?;
    let time = parse_clock(parts.next()?)?;
    (parts.next()? == "GMT").then_some(())?;
    instant(year, month, day, time)
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
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn clock(line: &mut String, fields: NaiveDateTime) {
    digits(line, fields.hour(), 2);
    line.push(':');
    digits(line, fields.minute(), 2);
    line.push(':');
    digits(line, fields.second(), 2);
}

/// Appends `value` in exactly `width` decimal digits, two at a time.
fn digits(line: &mut String, value: u32, width: u32) {
    const PAIRS: &str = "\
        00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869\
        707172737475767778798081828384858687888990919293949596979899";
    let pair = |value: u32| {
        let at = value as usize % 100 * 2;
        &PAIRS[at..at + 2]
    };
    if width % 2 == 1 {
        line.push_str(&pair(value / 10_u32.pow(width - 1) % 10)[1..]);
    }
    for place in (0..width / 2).rev() {
        line.push_str(pair(value / 100_u32.pow(place)));
    }
}
