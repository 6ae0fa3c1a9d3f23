// Addresses, names of keys, and which answers a change makes old.
import { describe, expect, it, vi } from "vitest";
import { queryClient, refresh } from "./ask";
import { nameOf, startKeys, useKeyGroups } from "./keys";
import { hashOf, parseHash } from "./route";

describe("route", () => {
  it.each([
    ["", { room: "", path: [], query: {} }],
    ["#/targets", { room: "targets", path: [], query: {} }],
    [
      "#/targets/t%2F1/history?open=%E6%9D%91&x=1",
      { room: "targets", path: ["t/1", "history"], query: { open: "村", x: "1" } },
    ],
    ["#/a/%E0%A4%A", { room: "a", path: ["%E0%A4%A"], query: {} }],
  ])("%s", (hash, expected) => expect(parseHash(hash)).toEqual(expected));

  it("writes what it reads, and leaves empty values out", () => {
    const to = { room: "targets", path: ["t/1"], query: { open: "村", gone: null, empty: "" } };
    expect(parseHash(hashOf(to))).toEqual({ room: "targets", path: ["t/1"], query: { open: "村" } });
  });
});

describe("keys", () => {
  const press = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  it.each([
    [{ ...press, key: "k", ctrlKey: true }, "Ctrl+K"],
    [{ ...press, key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Z"],
    [{ ...press, key: "?", shiftKey: true }, "?"],
    [{ ...press, key: "/", ctrlKey: true }, "Ctrl+/"],
    [{ ...press, key: "F6", shiftKey: true }, "Shift+F6"],
    [{ ...press, key: "ArrowLeft", altKey: true }, "Alt+ArrowLeft"],
    [{ ...press, key: "j" }, "J"],
  ])("%o is %s", (event, expected) => expect(nameOf(event)).toBe(expected));

  it("leaves plain keys and Ctrl+Z to the field that is typed in, and the last group wins", () => {
    const [first, second, undo] = [vi.fn(), vi.fn(), vi.fn()];
    useKeyGroups.setState({
      groups: [
        {
          id: 1,
          title: "a",
          keys: [
            { keys: "J", run: first },
            { keys: "Ctrl+Z", run: undo },
          ],
        },
        { id: 2, title: "b", keys: [{ keys: "J", run: second }] },
      ],
    });
    const stop = startKeys();
    const field = document.body.appendChild(document.createElement("input"));
    const send = (target: EventTarget, init: KeyboardEventInit) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
    send(document.body, { key: "j" });
    send(field, { key: "j" });
    send(field, { key: "z", ctrlKey: true });
    expect([first, second, undo].map((run) => run.mock.calls.length)).toEqual([0, 1, 0]);
    send(document.body, { key: "z", ctrlKey: true });
    expect(undo).toHaveBeenCalledOnce();
    stop();
    field.remove();
  });
});

describe("refresh", () => {
  const cases: [string, string[] | undefined, string[] | undefined, boolean][] = [
    ["same room", ["results"], ["results"], true],
    ["other room", ["documents"], ["results"], false],
    ["no list of changes", ["documents"], undefined, true],
    ["query without rooms", undefined, ["results"], true],
  ];
  it.each(cases)("%s", async (_name, rooms, changes, old) => {
    const client = queryClient();
    await client.prefetchQuery({ queryKey: ["q"], queryFn: () => 1, meta: { rooms } });
    await refresh(client, changes);
    expect(client.getQueryState(["q"])?.isInvalidated).toBe(old);
  });
});
