// The marks beside a status: 曾滞后, 更正, 冲突. Words in a frame, never a colour of their own.

export function MarkTags({ marks }: { marks: readonly string[] }) {
  return marks.map((mark) => (
    <span key={mark} className="ov-tag">
      {mark}
    </span>
  ));
}
