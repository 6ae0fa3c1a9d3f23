// Locking by itself, on a clock that the test holds.
import { fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useIdle } from "./useIdle";

describe("a window that nobody touches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is idle after so many minutes without a key, a click or a move", () => {
    const idle = vi.fn();
    renderHook(() => useIdle(5, idle));
    for (const touch of [
      () => fireEvent.keyDown(window, { key: "a" }),
      () => fireEvent.pointerDown(window),
      () => fireEvent.pointerMove(window),
      () => fireEvent.wheel(window),
    ]) {
      vi.advanceTimersByTime(299_000);
      touch();
    }
    vi.advanceTimersByTime(299_000);
    expect(idle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it("never is where it shall not be, or is gone", () => {
    const idle = vi.fn();
    renderHook(() => useIdle(0, idle));
    renderHook(() => useIdle(5, idle)).unmount();
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(idle).not.toHaveBeenCalled();
  });
});
