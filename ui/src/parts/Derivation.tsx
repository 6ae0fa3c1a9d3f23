// 怎么算的: a figure as the tree of what it was made from. Every line says what it is, what came out and by which rule;
// a reported cell opens its history, a passage opens its document.
import { RightOutlined } from "@ant-design/icons";
import { useState } from "react";
import { parts } from "../text/parts";
import "./derivation.css";

export interface DerivationLike<Source = unknown> {
  label: string;
  value: string;
  rule: string | null;
  inputs: DerivationLike<Source>[];
  result_key: string | null;
  source: Source | null;
}

export interface DerivationProps<Source> {
  root: DerivationLike<Source>;
  onOpenSource(source: Source): void;
  onOpenHistory(key: string): void;
  /** How many levels are open at first. */
  open?: number;
}

export function Derivation<Source>({ root, open = 2, ...ways }: DerivationProps<Source>) {
  return (
    <ul className="dz-derivation" aria-label={parts.derivation}>
      <Line node={root} depth={0} open={open} {...ways} />
    </ul>
  );
}

interface LineProps<Source> extends Omit<DerivationProps<Source>, "root"> {
  node: DerivationLike<Source>;
  depth: number;
  open: number;
}

function Line<Source>({ node, depth, open, onOpenSource, onOpenHistory }: LineProps<Source>) {
  const [shown, setShown] = useState(depth < open);
  const { label, value, rule, inputs, result_key, source } = node;
  const head = (
    <>
      <span className="dz-derivation-label">{label}</span>
      <span className="dz-derivation-value">{value}</span>
    </>
  );
  return (
    <li>
      <div className="dz-derivation-line" data-top={depth === 0}>
        {inputs.length > 0 ? (
          <button
            type="button"
            className="dz-plain dz-derivation-head"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            <RightOutlined className="dz-derivation-caret" rotate={shown ? 90 : 0} />
            {head}
          </button>
        ) : (
          <span className="dz-derivation-head">
            <span className="dz-derivation-caret" />
            {head}
          </span>
        )}
        {rule ? <p className="dz-derivation-rule">{rule}</p> : null}
        {result_key !== null || source !== null ? (
          <p className="dz-derivation-ways">
            {source !== null ? (
              <button type="button" className="dz-plain dz-way" onClick={() => onOpenSource(source)}>
                {parts.openSource}
              </button>
            ) : null}
            {result_key !== null ? (
              <button type="button" className="dz-plain dz-way" onClick={() => onOpenHistory(result_key)}>
                {parts.openHistory}
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
      {shown && inputs.length > 0 ? (
        <ul>
          {inputs.map((input, at) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: inputs have no identity but their place.
              key={at}
              node={input}
              depth={depth + 1}
              open={open}
              onOpenSource={onOpenSource}
              onOpenHistory={onOpenHistory}
            />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
