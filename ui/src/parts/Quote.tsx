// The words of a source, verbatim, with where they stand. A click opens the document at that place.
import "./quote.css";

export interface QuoteProps {
  text: string;
  /** The document's title, as the way to it. */
  title: string;
  /** Issuer, number, date. */
  hint?: string;
  onOpen?: () => void;
}

export function Quote({ text, title, hint, onOpen }: QuoteProps) {
  return (
    <figure className="dz-quote">
      <blockquote>{text}</blockquote>
      <figcaption>
        {onOpen ? (
          <button type="button" className="dz-plain dz-quote-open" onClick={onOpen}>
            {title}
          </button>
        ) : (
          title
        )}
        {hint ? <span className="dz-faint">{hint}</span> : null}
      </figcaption>
    </figure>
  );
}
