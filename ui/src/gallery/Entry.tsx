// The entry grid.
import { Page } from "../parts/Page";

export function Entry() {
  return <Page title="填报">…</Page>;
}
