// The marks beside a status: 曾滞后, 更正, 冲突, and that figures count which were not handed in. Words in a frame, never
// a colour of their own.
import { draftMark } from "../../text/status";

export function MarkTags({ marks, drafts }: { marks: readonly string[]; drafts: number }) {
  return (
    <>
      {marks.map((mark) => (
        <span key={mark} className="ov-tag">
          {mark}
        </span>
      ))}
      {drafts > 0 ? (
        <span className="ov-tag" title={draftMark.title(drafts)}>
          {draftMark.word}
        </span>
      ) : null}
    </>
  );
}
