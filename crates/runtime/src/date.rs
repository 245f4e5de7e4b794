//! The calendar for `Date`: times are milliseconds since 1970 in UTC.

use crate::abi::entries;
use crate::desc::Ref;
use crate::exception;
use crate::string;
use chrono::{
    DateTime, Datelike, Duration, Local, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc,
};

fn utc(time: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(time.floor() as i64).unwrap_or_default()
}

fn local(time: f64) -> NaiveDateTime {
    utc(time).with_timezone(&Local).naive_local()
}

/// Local time as milliseconds. A time that a change of the clock skips counts from before it.
fn from_local(time: NaiveDateTime) -> f64 {
    let found = Local.from_local_datetime(&time);
    let millis = match found.earliest() {
        Some(time) => time.timestamp_millis(),
        None => {
            let before = Local
                .from_local_datetime(&(time - Duration::hours(3)))
                .earliest();
            before.map_or(time.and_utc().timestamp_millis(), |before| {
                before.timestamp_millis() + 3 * 3_600_000
            })
        }
    };
    millis as f64
}

/// Parts may be out of their range: the 32nd of January is the first of February.
fn from_parts(year: i32, month: i32, day: i32, time: [i32; 3]) -> Option<NaiveDateTime> {
    let months = i64::from(year) * 12 + i64::from(month);
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let first = NaiveDate::from_ymd_opt(year, months.rem_euclid(12) as u32 + 1, 1)?;
    let seconds = i64::from(time[0]) * 3600 + i64::from(time[1]) * 60 + i64::from(time[2]);
    first
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(Duration::days(i64::from(day) - 1))?
        .checked_add_signed(Duration::seconds(seconds))
}

fn part(time: NaiveDateTime, which: i32) -> i32 {
    match which {
        0 => time.year(),
        1 => time.month0() as i32,
        2 => time.day() as i32,
        3 => time.hour() as i32,
        4 => time.minute() as i32,
        5 => time.second() as i32,
        _ => time.weekday().num_days_from_sunday() as i32,
    }
}

/// The formats of `Date.fromString`: a time alone is in UTC after the start of 1970.
fn parse(text: &str) -> Option<f64> {
    if let Ok(time) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S") {
        return Some(from_local(time));
    }
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(from_local(date.and_hms_opt(0, 0, 0)?));
    }
    let time = chrono::NaiveTime::parse_from_str(text, "%H:%M:%S").ok()?;
    Some(f64::from(time.num_seconds_from_midnight()) * 1000.0)
}

entries! {
    leaf fn rayzor_date_now() -> f64 {
        Utc::now().timestamp_millis() as f64
    }

    /// Local time; month from 0.
    leaf fn rayzor_date_from_parts(year: i32, month: i32, day: i32, hour: i32, min: i32, sec: i32) -> f64 {
        from_parts(year, month, day, [hour, min, sec]).map_or(f64::NAN, from_local)
    }

    /// 0 year, 1 month from 0, 2 day, 3 hour, 4 minute, 5 second, 6 day of the week from Sunday.
    leaf fn rayzor_date_part(time: f64, which: i32, in_utc: bool) -> i32 {
        part(if in_utc { utc(time).naive_utc() } else { local(time) }, which)
    }

    /// Minutes from local time to UTC.
    leaf fn rayzor_date_timezone_offset(time: f64) -> i32 {
        ((utc(time).naive_utc() - local(time)).num_seconds() / 60) as i32
    }

    /// `YYYY-MM-DD hh:mm:ss` in local time.
    alloc fn rayzor_date_format(time: f64) -> Ref {
        string::new(&local(time).format("%Y-%m-%d %H:%M:%S").to_string())
    }

    throws fn rayzor_date_parse(s: Ref) -> f64 {
        let text = string::receiver(s)?.text();
        parse(text).ok_or_else(|| exception::error(&format!("Invalid date format : {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_out_of_range_carry_over() {
        let date = |year, month, day, time| from_parts(year, month, day, time).unwrap().to_string();
        assert_eq!(date(2020, 0, 32, [0, 0, 0]), "2020-02-01 00:00:00");
        assert_eq!(date(2020, 12, 1, [24, 60, 61]), "2021-01-02 01:01:01");
        assert_eq!(date(2020, -1, 0, [0, 0, -1]), "2019-11-29 23:59:59");
        assert_eq!(from_parts(i32::MAX, 0, 1, [0; 3]), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks for the time zone")]
    fn local_time_goes_there_and_back() {
        for time in [0.0, 1_577_836_800_000.0, 1_600_000_000_000.0] {
            assert_eq!(from_local(local(time)), time);
        }
        assert_eq!(parse("01:02:03"), Some(3_723_000.0));
        assert_eq!(
            parse("2020-01-31 04:05:06")
                .map(|time| local(time).to_string())
                .as_deref(),
            Some("2020-01-31 04:05:06")
        );
        assert_eq!(parse("yesterday"), None);
        assert_eq!(part(utc(0.0).naive_utc(), 6), 4);
        assert!(!rayzor_date_from_parts(2020, 5, 1, 0, 0, 0).is_nan());
        assert_eq!(utc(f64::NAN).timestamp(), 0);
    }
}
