//! Calendars of a district: iCalendar files and tables of days.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let words = &backmap_fuzz::ADVISOR.catalogue().planning.calendar_words;
        let _ = backmap::calendars::read_calendar(text, words);
    }
});
