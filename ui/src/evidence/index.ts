// Files that prove a figure: shown where the figure is typed and where it is checked.
export { EvidenceFiles } from "./EvidenceFiles";
