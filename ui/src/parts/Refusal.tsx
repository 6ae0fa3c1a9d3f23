// Something could not be read: what happened and what to do, in the place where it would have been.
import { Button } from "antd";
import { sentenceOf } from "../text/errors";
import { parts } from "../text/parts";
import "./parts.css";

export interface RefusalProps {
  /** A CallError, or whatever was thrown. */
  error: unknown;
  onRetry?: () => void;
}

export function Refusal({ error, onRetry }: RefusalProps) {
  const { code, data } = coded(error);
  const { what, todo } = sentenceOf(code, data);
  return (
    <div className="dz-refusal" role="alert">
      <p className="dz-refusal-what">{what}</p>
      <p className="dz-second">{todo}</p>
      {onRetry ? <Button onClick={onRetry}>{parts.retry}</Button> : null}
    </div>
  );
}

function coded(error: unknown): { code: string; data: unknown } {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return { code: error.code, data: "data" in error ? error.data : null };
  }
  return { code: "broken", data: null };
}
