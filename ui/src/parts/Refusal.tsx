// Something could not be read: what happened and what to do, in the place where it would have been.
import { Button } from "antd";
import { sentenceOfRefusal } from "../text/errors";
import { parts } from "../text/parts";
import "./parts.css";

export interface RefusalProps {
  /** A CallError, or whatever was thrown. */
  error: unknown;
  onRetry?: () => void;
}

export function Refusal({ error, onRetry }: RefusalProps) {
  const { code, data, problems } = coded(error);
  const { what, todo } = sentenceOfRefusal(code, data, problems);
  return (
    <div className="dz-refusal" role="alert">
      <p className="dz-refusal-what">{what}</p>
      <p className="dz-second">{todo}</p>
      {onRetry ? <Button onClick={onRetry}>{parts.retry}</Button> : null}
    </div>
  );
}

type Coded = { code: string; data: unknown; problems: Parameters<typeof sentenceOfRefusal>[2] };

/** A refusal of the host by its shape; anything else thrown is broken. */
function coded(error: unknown): Coded {
  const { code, data, problems } = (error ?? {}) as Record<keyof Coded, unknown>;
  if (typeof code !== "string") return { code: "broken", data: null, problems: [] };
  return {
    code,
    data: data ?? null,
    problems: Array.isArray(problems) ? (problems as Coded["problems"]) : [],
  };
}
