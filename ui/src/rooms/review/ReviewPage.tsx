// The room: the reports that wait for the person at the desk, or who has reported and who has not. The address names the
// view, and of the queue the report on screen.
import { OneOf } from "../../parts/OneOf";
import { FillBody, Page, ScrollBody } from "../../parts/Page";
import { go, useRoute } from "../../state/route";
import { review as text } from "../../text/review";
import { Desk } from "./Desk";
import { Standing } from "./Standing";
import "./review.css";

export function ReviewPage() {
  const { query } = useRoute();
  const view = query.view === "standing" ? "standing" : "queue";
  return (
    <Page
      title={text.room}
      aside={
        <OneOf
          aria-label={text.view}
          value={view}
          onChange={(next) => go({ room: "review", query: next === "queue" ? {} : { view: next } })}
          options={Object.entries(text.views).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      {view === "queue" ? (
        <FillBody>
          <Desk />
        </FillBody>
      ) : (
        <ScrollBody keep="review.standing">
          <Standing />
        </ScrollBody>
      )}
    </Page>
  );
}
