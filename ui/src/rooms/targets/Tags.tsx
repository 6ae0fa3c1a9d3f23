// Small words beside a name: where, 示例数据, the marks of a status, and that figures count which were not handed in.
import { draftMark } from "../../text/status";
import { targets as text } from "../../text/targets";
import type { TargetLine } from "../../wire/TargetLine";

export function Tags({ line, example = text.example }: { line: TargetLine; example?: string }) {
  return (
    <>
      {line.example ? (
        <span className="tg-tag" title={text.exampleHint}>
          {example}
        </span>
      ) : null}
      {line.marks.map((mark) => (
        <span key={mark} className="tg-tag">
          {mark}
        </span>
      ))}
      {line.drafts > 0 ? (
        <span className="tg-tag" title={draftMark.title(line.drafts)}>
          {draftMark.word}
        </span>
      ) : null}
    </>
  );
}
