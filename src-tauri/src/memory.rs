//! Freed memory goes back to the system. What glibc was given back by a thread it keeps for that thread, and a program
//! that once looked at a nation would hold what that took until it ends (decision 37).

/// Gives back what nobody uses. It takes a few milliseconds, in which nothing else may be made or freed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(
    unsafe_code,
    reason = "a call of the system that no library offers; it demands nothing of its caller"
)]
pub fn give_back() {
    // SAFETY: what is in use is not touched, and any thread may call it at any time.
    unsafe { libc::malloc_trim(0) };
}

/// Gives back what nobody uses: elsewhere the system does so by itself.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
