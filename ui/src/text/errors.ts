// What is said when the program refuses or fails: what happened, and what to do next, in one breath. Keyed by the closed
// codes of the wire. Data of the refusal may be used in the sentence; the message of the error is never shown.

export interface Sentence {
  what: string;
  todo: string;
}

type Telling = Sentence | ((data: Record<string, unknown>) => Sentence);

const tellings: Record<string, Telling> = {
  broken: {
    what: "程序内部出错，这一步没有做成。",
    todo: "已填内容都还在。请重试；仍出错时，点“复制出错信息”发给维护人员。",
  },
  unknown_command: { what: "程序各部分版本不一致。", todo: "请退出后重新打开；仍出错时重新安装。" },
  no_host: { what: "没有连上程序主体。", todo: "请从桌面图标打开“对账”，不要在浏览器里打开。" },
};

/** Rooms add the codes they own when they are loaded; a code told twice is a mistake of ours. */
export function tell(more: Record<string, Telling>): void {
  for (const [code, telling] of Object.entries(more)) tellings[code] = telling;
}

export function sentenceOf(code: string, data: unknown): Sentence {
  const telling = tellings[code] ?? unknown(code);
  if (typeof telling !== "function") return telling;
  return telling(typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {});
}

function unknown(code: string): Sentence {
  return {
    what: `这一步没有做成（代码 ${code}）。`,
    todo: "已填内容都还在。请重试；仍不行时，把代码告诉维护人员。",
  };
}
