import type { ReactNode } from "react";
import { m } from "../../i18n/messages";
import { useProgressiveCount } from "../../ui/useProgressiveCount";
import { type DocumentContent, givenDetails } from "../document";
import { itemRef } from "../numbering";
import { RichTextView } from "../RichTextView";
import { isBlank } from "../rich-text";
import { ItemDetailsLine } from "./ItemDetailsLine";
import { ItemFrame } from "./ItemFrame";
import { ItemPlaceholder, ItemPlaceholders } from "./ItemPlaceholder";
import { PREAMBLE_ID } from "./preamble-id";

/** How many items fill a tall screen where more than words stands below them. */
const FIRST_WITH_MORE = 8;

/**
 * A document as plain HTML: what the server sends, and how older versions are shown. All words are there
 * from the beginning; what stands below the items follows at those after the first by and by.
 */
export function StaticDocument({
  content,
  code,
  language,
  eyebrow,
  renderBelow,
  spaceBelow,
}: {
  content: DocumentContent;
  /** Delegation code of the plan, null for the agenda. */
  code: string | null;
  /** Of the document's words. */
  language: string;
  eyebrow?: ReactNode;
  renderBelow?(itemId: string): ReactNode;
  /** Class of what holds the place of what is drawn below an item later. */
  spaceBelow?: string;
}) {
  const drawn = useProgressiveCount(
    content.areas.reduce((sum, area) => sum + area.items.length, 0),
    renderBelow && FIRST_WITH_MORE,
  );
  let before = 0;
  const areas = content.areas.map((area) => {
    const first = before;
    before += area.items.length;
    const isNear = ({ details }: (typeof area.items)[number], index: number) =>
      first + index < drawn || givenDetails(details).length > 0;
    return { area, isNear, isFar: area.items.length > 0 && !area.items.some(isNear) };
  });
  return (
    <article className="document">
      {eyebrow}
      <h1 className="document-title" lang={language}>
        {content.title}
      </h1>
      {!isBlank(content.preamble) && (
        <div id={PREAMBLE_ID} className="preamble">
          <RichTextView text={content.preamble} lang={language} />
        </div>
      )}
      {content.areas.length === 0 && <p className="text-muted">{m.plans_no_areas_title()}</p>}
      {areas.map(({ area, isNear, isFar }) => (
        <section
          key={area.id}
          id={`area-${area.id}`}
          className="area-section"
          aria-labelledby={`title-${area.id}`}
        >
          <div className="area-heading">
            <h2 id={`title-${area.id}`} className="flex gap-2">
              <span className="shrink-0">{area.number}.</span>
              <span lang={area.title ? language : undefined}>
                {area.title || m.plans_area_untitled()}
              </span>
            </h2>
          </div>
          {isFar ? (
            <ItemPlaceholders items={area.items} code={code} lang={language} space={spaceBelow} />
          ) : (
            <ol>
              {" "}
              {area.items.map((item, index) =>
                isNear(item, index) ? (
                  <ItemFrame
                    key={item.id}
                    itemId={item.id}
                    itemRef={itemRef(code, item.areaNumber, item.number)}
                    below={
                      <>
                        <ItemDetailsLine details={item.details} lang={language} />
                        {renderBelow?.(item.id)}
                      </>
                    }
                  >
                    <RichTextView text={item.text} lang={language} />
                  </ItemFrame>
                ) : (
                  <ItemPlaceholder
                    key={item.id}
                    item={item}
                    code={code}
                    lang={language}
                    space={spaceBelow}
                  />
                ),
              )}
            </ol>
          )}
          {area.items.length === 0 && (
            <p className="py-2 pl-1 text-muted">{m.plans_area_empty()}</p>
          )}
        </section>
      ))}
    </article>
  );
}
