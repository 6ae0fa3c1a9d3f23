// The inside of a room: a heading with its actions, and a body that either scrolls and keeps its place, or fills the
// space and lets its content (a grid, a reader) scroll for itself.
import { type ReactNode, useRef } from "react";
import { useKeptScroll } from "../state/kept";
import "./page.css";

export function Page({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="dz-page">
      <header className="dz-page-head">
        <h1>{title}</h1>
        {aside ? <div className="dz-page-aside">{aside}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** Scrolls. `keep` names the place so that coming back finds it; `ready` is false while content is still missing. */
export function ScrollBody({
  keep,
  ready = true,
  children,
}: {
  keep: string;
  ready?: boolean;
  children: ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  useKeptScroll(keep, element, ready);
  return (
    <div className="dz-page-scroll" ref={element}>
      <div className="dz-page-measure">{children}</div>
    </div>
  );
}

export function FillBody({ children }: { children: ReactNode }) {
  return <div className="dz-page-fill">{children}</div>;
}
