//! Drives the real window by WebDriver.
