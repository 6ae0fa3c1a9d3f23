// What is said when the program refuses or fails: what happened, and what to do next, in one breath. Keyed by the closed
// codes of the wire; data of the refusal may be used in the sentence. Problems of what a user gave are in problems.ts.
import { grouped } from "../lib/decimal";
import { problemSayings } from "./problems";
import { targetProblems } from "./target-form";

export interface Sentence {
  what: string;
  todo: string;
}

type Telling = Sentence | ((data: Record<string, unknown>) => Sentence);

const kept = "已填内容都还在。";

const tellings: Record<string, Telling> = {
  broken: {
    what: "程序内部出错，这一步没有做成。",
    todo: `${kept}请重试；仍出错时，点“复制出错信息”发给维护人员。`,
  },
  panic: {
    what: "程序内部出错，这一步没有做成。",
    todo: `${kept}可以继续做别的事；请点“复制出错信息”发给维护人员。`,
  },
  unknown_command: { what: "程序各部分版本不一致。", todo: "请退出后重新打开；仍出错时重新安装。" },
  malformed: { what: "程序各部分版本不一致。", todo: "请退出后重新打开；仍出错时重新安装。" },
  no_host: { what: "没有连上程序主体。", todo: "请从桌面图标打开“对账”，不要在浏览器里打开。" },
  cancelled: { what: "已取消。", todo: "什么都没有改。" },
  no_ledger: { what: "没有打开台账。", todo: "请先打开或新建一个台账。" },
  read_only: { what: "台账以只读方式打开，不能改。", todo: "请把台账文件复制到可写的位置再打开。" },
  refused: { what: "这一步不能做。", todo: "请看说明，改正后再试。" },
  not_found: { what: "要找的内容不在台账里。", todo: "可能已被撤回或改动，请返回列表重新选择。" },
  newer_file: { what: "这个台账来自更新的版本。", todo: "文件没有动。请先升级程序再打开。" },
  not_a_ledger: { what: "这个文件不是台账。", todo: "请选择扩展名为 .dz 的文件。" },
  damaged: { what: "台账文件已损坏，没有改动它。", todo: "可以恢复最近的备份；损坏的文件会另外保留。" },
  busy: { what: "台账正被别的程序占用。", todo: "请关掉另一个窗口，或等同步软件完成后再试。" },
  io: { what: "文件读不了或写不了。", todo: "请检查磁盘、U 盘或文件夹的权限，然后重试。" },
  ...Object.fromEntries(
    Object.entries({ ...targetProblems, ...problemSayings }).map(([code, saying]): [string, Telling] => [
      code,
      (data) => {
        const [what, todo] = saying(
          figuresOf(code, detailOf(data)),
          typeof data.place === "string" ? data.place : "",
        );
        return { what, todo };
      },
    ]),
  ),
};

/** Rooms may say a code in their own words, from when they are loaded. */
export function tell(more: Record<string, Telling>): void {
  for (const [code, telling] of Object.entries(more)) tellings[code] = telling;
}

/** For a problem, pass the problem itself as data: its place and detail are used. */
export function sentenceOf(code: string, data: unknown): Sentence {
  const telling = tellings[code] ?? unknown(code);
  if (typeof telling !== "function") return telling;
  return telling(typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {});
}

export function isTold(code: string): boolean {
  return code in tellings;
}

/** A refusal as a whole: the sentences of its problems where it has some, else of its code. */
export function sentenceOfRefusal(
  code: string,
  data: unknown,
  problems: readonly { code: string; place: string; detail: readonly string[] }[],
): Sentence {
  if (problems.length === 0) return sentenceOf(code, data);
  const said = problems.slice(0, 3).map((problem) => sentenceOf(problem.code, problem));
  const [first] = said;
  if (said.length === 1 && first) return first;
  const more = problems.length > 3 ? `……共 ${problems.length} 处。` : "";
  return { what: `${said.map(({ what }) => what).join("")}${more}`, todo: first?.todo ?? "" };
}

/** Figures that were found odd are written as they stand in the sheet. */
function figuresOf(code: string, detail: readonly string[]): readonly string[] {
  return code.startsWith("check.") ? detail.map(grouped) : detail;
}

function detailOf(data: Record<string, unknown>): readonly string[] {
  return Array.isArray(data.detail) ? (data.detail as string[]) : [];
}

function unknown(code: string): Sentence {
  return {
    what: `这一步没有做成（代码 ${code}）。`,
    todo: `${kept}请重试；仍不行时，把代码告诉维护人员。`,
  };
}
