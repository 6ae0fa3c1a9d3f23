// Words found in the texts of all documents, below the list: each with its sentence, one click from its place.
import { useDeferredValue } from "react";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useLens } from "../../state/lens";
import { hashOf } from "../../state/route";
import { documents as text } from "../../text/documents";
import { Emphasised } from "./Emphasised";

/** Characters shown on either side. */
const MOST = 24;

export function FoundWords({ typed }: { typed: string }) {
  const words = useDeferredValue(typed.trim());
  const asOf = useLens((lens) => lens.asOf);
  const { data: found, error } = useAsk(
    "search_documents",
    { text: words, as_of: asOf },
    { rooms: ["documents"], enabled: words !== "" },
  );
  if (words === "") return null;
  if (error) return <Refusal error={error} />;
  return (
    <section aria-label={text.inTexts} data-testid="found-words">
      <h2 className="dz-doc-year" role="status">
        {found ? text.foundInTexts(found.length) : text.searching}
      </h2>
      <ul>
        {found?.map((hit) => (
          <li key={`${hit.document} ${hit.start}`}>
            <a
              href={hashOf({
                room: "documents",
                path: [hit.document],
                query: { at: `${hit.start}-${hit.end}` },
              })}
              title={hit.title}
            >
              <span className="dz-doc-title">
                <Emphasised of={hit} most={MOST} />
              </span>
              <span className="dz-doc-facts">
                <span className="dz-clip">{hit.title}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
