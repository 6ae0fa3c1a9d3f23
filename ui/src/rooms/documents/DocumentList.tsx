// The documents by year and issuer, each with how much hangs on it. What is typed is looked for in their names and in
// all their texts. ↑ and ↓ move from one to the next.
import { Input } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useKept, useKeptScroll } from "../../state/kept";
import { hashOf } from "../../state/route";
import { documents as text } from "../../text/documents";
import type { DocumentLine } from "../../wire/DocumentLine";
import { FoundWords } from "./FoundWords";
import { filtered, grouped } from "./list.logic";

export function DocumentList({ lines, open }: { lines: readonly DocumentLine[]; open: string | null }) {
  const [typed, setTyped] = useKept("documents.filter", "");
  const scroller = useRef<HTMLDivElement>(null);
  useKeptScroll("documents.list", scroller, lines.length > 0);
  const groups = grouped(filtered(lines, typed));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = links[Math.max(0, Math.min(at + step, links.length - 1))];
    event.preventDefault();
    next?.focus();
  };

  return (
    <nav className="dz-doc-list" aria-label={text.list} data-pane={text.list} onKeyDown={onKeyDown}>
      <Input
        allowClear
        value={typed}
        placeholder={text.filter}
        aria-label={text.filter}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="dz-doc-list-scroll" ref={scroller}>
        {groups.length === 0 && lines.length > 0 ? (
          <p className="dz-faint dz-doc-list-none">{text.noMatch}</p>
        ) : null}
        {groups.map(({ year, issuers }) => (
          <section key={year} aria-label={year || text.noDate}>
            <h2 className="dz-doc-year">{year || text.noDate}</h2>
            {issuers.map(({ issuer, lines: found }) => (
              <div key={issuer}>
                <h3 className="dz-doc-issuer">{issuer || text.noIssuer}</h3>
                <ul>
                  {found.map((line) => (
                    <Line key={line.id} line={line} current={line.id === open} />
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
        <FoundWords typed={typed} />
      </div>
    </nav>
  );
}

function Line({ line, current }: { line: DocumentLine; current: boolean }) {
  return (
    <li>
      <a
        href={hashOf({ room: "documents", path: [line.id] })}
        aria-current={current ? "page" : undefined}
        title={line.title}
        data-testid="document-line"
      >
        <span className="dz-doc-title">{line.title}</span>
        <span className="dz-doc-facts">
          <span>{line.issued_on?.slice(5) ?? line.doc_number ?? ""}</span>
          <span>{text.counts(line.targets, line.outcomes)}</span>
        </span>
      </a>
    </li>
  );
}
