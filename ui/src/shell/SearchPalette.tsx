// Ctrl+K: any unit, indicator, target, document, form, page. Arrows choose, Enter opens, Esc leaves.
import { SearchOutlined } from "@ant-design/icons";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { Dialog } from "../parts/Dialog";
import { useAsk } from "../state/ask";
import { useLens } from "../state/lens";
import type { Room } from "../state/room";
import { go } from "../state/route";
import { shell } from "../text/shell";
import { type Offer, offersOf, stepped } from "./search.logic";

export function SearchPalette({ rooms, onClose }: { rooms: readonly Room[]; onClose(): void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const { asOf, setScope } = useLens();
  const query = useDeferredValue(text.trim());
  const { data: hits, error } = useAsk("search", { text: query, as_of: asOf }, { enabled: query !== "" });
  const offers = offersOf(text, rooms, query === "" ? [] : (hits ?? []));
  const list = useId();
  const active = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen line.
  useEffect(() => {
    // A newer web view answers with a promise, which an effect must not return.
    void active.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const open = (offer: Offer | undefined) => {
    if (!offer) return;
    if (offer.to) go(offer.to);
    else setScope({ id: offer.id, name: offer.name });
    onClose();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") setChosen(stepped(chosen, 1, offers.length));
    else if (event.key === "ArrowUp") setChosen(stepped(chosen, -1, offers.length));
    else if (event.key === "Enter") open(offers[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      footer={null}
      closable={false}
      width={640}
      onCancel={onClose}
      className="dz-search"
      title={shell.searchTitle}
    >
      <div className="dz-search-field">
        <SearchOutlined />
        <input
          autoFocus
          role="combobox"
          aria-expanded={offers.length > 0}
          aria-controls={list}
          aria-activedescendant={offers[chosen] ? `${list}-${chosen}` : undefined}
          aria-label={shell.searchTitle}
          placeholder={shell.searchHint}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div id={list} role="listbox" aria-label={shell.searchTitle} className="dz-search-list">
        {offers.map((offer, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          <div
            key={offer.key}
            id={`${list}-${at}`}
            ref={at === chosen ? active : undefined}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            onMouseMove={() => setChosen(at)}
            onClick={() => open(offer)}
          >
            <span className="dz-search-kind">{shell.hitKinds[offer.kind] ?? ""}</span>
            <span className="dz-clip">{offer.name}</span>
            <span className="dz-clip dz-faint">{offer.hint}</span>
          </div>
        ))}
      </div>
      <p className="dz-faint dz-search-foot" role="status">
        {error
          ? shell.searchFailed
          : offers.length === 0
            ? shell.searchNothing(text.trim())
            : shell.searchStart}
      </p>
    </Dialog>
  );
}
