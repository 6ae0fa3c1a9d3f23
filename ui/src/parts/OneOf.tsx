// One of a few words, all in sight: the arrow keys choose. antd makes two stops of it for Tab, the frame and the chosen
// word; here it is one.
import { Segmented, type SegmentedProps } from "antd";

export function OneOf<T extends string | number>(props: Omit<SegmentedProps<T>, "ref">) {
  return <Segmented {...props} tabIndex={-1} />;
}
