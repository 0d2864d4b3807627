//! Rust matchers as peers of tests/bench (bench.h: bench_engine): daachorse charwise, or by a feature daachorse bytewise or
//! the aho-corasick crate's contiguous NFA. All report overlapping occurrences; they are counted.

use std::os::raw::{c_char, c_void};
use std::slice::from_raw_parts;

#[repr(C)]
pub struct BenchString {
    data: *const u8,
    size: usize,
}

#[cfg(not(any(feature = "bytewise", feature = "contiguous")))]
mod engine {
    pub const NAME: &[u8] = b"daachorse charwise\0";
    pub type Matcher = daachorse::CharwiseDoubleArrayAhoCorasick<u32>;
    pub fn build(patterns: &[&[u8]]) -> Option<(Matcher, usize)> {
        let made = Matcher::new(patterns.iter().map(|p| std::str::from_utf8(p).unwrap())).ok()?;
        let bytes = made.heap_bytes();
        Some((made, bytes))
    }
    pub fn scan(matcher: &Matcher, text: &[u8]) -> u64 {
        let text = unsafe { std::str::from_utf8_unchecked(text) };
        matcher.find_overlapping_iter(text).fold(0, |n, m| n + (m.end() > m.start()) as u64)
    }
}

#[cfg(feature = "bytewise")]
mod engine {
    pub const NAME: &[u8] = b"daachorse bytewise\0";
    pub type Matcher = daachorse::DoubleArrayAhoCorasick<u32>;
    pub fn build(patterns: &[&[u8]]) -> Option<(Matcher, usize)> {
        let made = Matcher::new(patterns).ok()?;
        let bytes = made.heap_bytes();
        Some((made, bytes))
    }
    pub fn scan(matcher: &Matcher, text: &[u8]) -> u64 {
        matcher.find_overlapping_iter(text).fold(0, |n, m| n + (m.end() > m.start()) as u64)
    }
}

#[cfg(feature = "contiguous")]
mod engine {
    pub const NAME: &[u8] = b"aho-corasick contiguous\0";
    pub type Matcher = aho_corasick::AhoCorasick;
    pub fn build(patterns: &[&[u8]]) -> Option<(Matcher, usize)> {
        let made = Matcher::builder()
            .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
            .build(patterns)
            .ok()?;
        let bytes = made.memory_usage();
        Some((made, bytes))
    }
    pub fn scan(matcher: &Matcher, text: &[u8]) -> u64 {
        matcher.find_overlapping_iter(text).fold(0, |n, m| n + (m.end() > m.start()) as u64)
    }
}

#[no_mangle]
pub extern "C" fn peer_name() -> *const c_char {
    engine::NAME.as_ptr() as *const c_char
}

/// # Safety
/// `patterns` holds `count` strings.
#[no_mangle]
pub unsafe extern "C" fn peer_build(patterns: *const BenchString, count: usize, bytes: *mut usize) -> *mut c_void {
    let patterns: Vec<&[u8]> = from_raw_parts(patterns, count).iter().map(|p| from_raw_parts(p.data, p.size)).collect();
    match engine::build(&patterns) {
        Some((matcher, size)) => {
            *bytes = size;
            Box::into_raw(Box::new(matcher)) as *mut c_void
        }
        None => std::ptr::null_mut(),
    }
}

/// # Safety
/// `built` comes from peer_build, `text` has `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn peer_scan(built: *const c_void, text: *const u8, size: usize) -> u64 {
    engine::scan(&*(built as *const engine::Matcher), from_raw_parts(text, size))
}

/// # Safety
/// `built` comes from peer_build and is used no more.
#[no_mangle]
pub unsafe extern "C" fn peer_free(built: *mut c_void) {
    drop(Box::from_raw(built as *mut engine::Matcher));
}
