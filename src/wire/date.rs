//! The two ways in which the service writes an instant: RFC 1123 with whole seconds, and ISO 8601 with seven decimals.
//!
//! The only file that knows the calendar. Its arithmetic is short and every request needs a dozen of these lines; `tests/wire/dates.rs` holds it
//! against a calendar of others. Times are cut down, never rounded.

use crate::time::{Span, Timestamp};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The same names as numbers, which compare at once.
const WEEKDAY_KEYS: [u32; 7] = keys(&WEEKDAYS);
const MONTH_KEYS: [u32; 12] = keys(&MONTHS);

const SECS_PER_DAY: u32 = 86_400;

/// Days from 0000-03-01 to 1970-01-01. Years are counted from March, so that the day that is there only sometimes is the last of its year.
const DAYS_BEFORE_EPOCH: u32 = 719_468;

/// Days of 400 years, after which the calendar repeats itself, and of 100 and 4 years within them.
const DAYS_PER_ERA: u32 = 146_097;
const DAYS_PER_CENTURY: u32 = 36_524;
const DAYS_PER_FOUR_YEARS: u32 = 1_461;

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
    let days = days + DAYS_BEFORE_EPOCH;
    let (era, of_era) = (days / DAYS_PER_ERA, days % DAYS_PER_ERA);
    let year_of_era = (of_era - of_era / (DAYS_PER_FOUR_YEARS - 1) + of_era / DAYS_PER_CENTURY - of_era / (DAYS_PER_ERA - 1)) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // From March on, five months have 153 days, again and again.
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    Civil { year: era * 400 + year_of_era + u32::from(month <= 2), month, day }
}

/// The instant on that day. `None` if there is no such day, or it was before 1970.
fn instant(date: Civil, secs: u32) -> Option<Timestamp> {
    let Civil { year, month, day } = date;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || year < 1970 {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    let days = era * DAYS_PER_ERA + of_era - DAYS_BEFORE_EPOCH;
    Some(Timestamp::from_secs(u64::from(days) * u64::from(SECS_PER_DAY) + u64::from(secs)))
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
