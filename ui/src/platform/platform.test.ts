// What crosses to the host and back: copies, refusals in one shape, events.
import { beforeEach, describe, expect, it } from "vitest";
import { CallError, toCallError } from "./error";
import { type Answer, type Command, call, type Request, setHost } from "./index";
import { type Handlers, memoryHost } from "./memory";

const ask = (cmd: string, payload: unknown): Promise<unknown> =>
  call(cmd as Command, payload as Request<Command>) as Promise<Answer<Command>>;

const host = (handlers: Record<string, (payload: never) => unknown>) => memoryHost(handlers as Handlers);

describe("call", () => {
  let asked: ReturnType<typeof memoryHost>;
  const kept = { list: [1] };

  beforeEach(() => {
    asked = host({
      keep: () => kept,
      refuse: () => {
        throw { code: "target_has_no_unit", data: { id: "t1" } };
      },
      crash: () => {
        throw new TypeError("x is undefined");
      },
    });
    setHost(asked);
  });

  it("answers with a copy, as a wire does", async () => {
    const answer = (await ask("keep", {})) as typeof kept;
    answer.list.push(2);
    expect(kept.list, "the host's own object must not change").toEqual([1]);
    expect(asked.calls, "every call is recorded for the test to read").toEqual([
      { cmd: "keep", payload: {} },
    ]);
  });

  it("turns a refusal into CallError with its code and data", async () => {
    await expect(ask("refuse", {})).rejects.toMatchObject({
      name: "CallError",
      code: "target_has_no_unit",
      data: { id: "t1" },
      command: "refuse",
    });
  });

  it("turns a crash into the code broken", async () => {
    await expect(ask("crash", {})).rejects.toMatchObject({ code: "broken", message: "x is undefined" });
  });

  it("refuses a command that nobody handles", async () => {
    await expect(ask("nobody", {})).rejects.toMatchObject({ code: "unknown_command" });
  });

  it("delivers events until unsubscribed", async () => {
    const seen: unknown[] = [];
    const stop = await asked.listen("progress", (payload) => seen.push(payload));
    asked.emit("progress", 1);
    stop();
    asked.emit("progress", 2);
    expect(seen, "nothing arrives after unsubscribing").toEqual([1]);
  });
});

describe("toCallError", () => {
  const cases: [string, unknown, { code: string; data: unknown; problems?: unknown[] }][] = [
    ["object", { code: "a", data: 1 }, { code: "a", data: 1 }],
    ["object without data", { code: "a" }, { code: "a", data: null }],
    [
      "with problems",
      { code: "refused", data: [], problems: [{ code: "reason.missing" }] },
      { code: "refused", data: [], problems: [{ code: "reason.missing" }] },
    ],
    ["JSON text", '{"code":"a","data":{"x":1}}', { code: "a", data: { x: 1 } }],
    ["plain text", "boom", { code: "broken", data: null }],
    ["broken JSON", "{boom", { code: "broken", data: null }],
    ["code that is no text", { code: 7 }, { code: "broken", data: null }],
    ["CallError", new CallError({ code: "b", data: 2 }), { code: "b", data: 2 }],
  ];
  it.each(cases)("%s", (_name, thrown, expected) => {
    expect(toCallError(thrown)).toMatchObject(expected);
  });
});
