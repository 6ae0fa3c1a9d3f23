// A sentence of a document with some of its words set apart. Places are characters of the whole text, as the wire counts.
import { cutOut, type Placed } from "./emphasis.logic";

export function Emphasised({ of, most }: { of: Placed; most?: number }) {
  const { before, words, after } = cutOut(of, most);
  return (
    <>
      {before}
      <b className="dz-emphasised">{words}</b>
      {after}
    </>
  );
}
