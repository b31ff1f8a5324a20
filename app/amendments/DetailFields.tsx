import { DETAILS, type Details } from "../documents/document";
import { DETAIL_HINTS, DETAIL_LABELS } from "../documents/editor/ItemDetailsLine";
import { DOCUMENT_LIMITS } from "../limits";
import { Field, TextAreaField } from "../ui/Field";

/** The details of an item to be written in a form. */
export function DetailFields({
  details,
  lang,
  onChange,
}: {
  details: Details;
  /** Of the words. */
  lang: string;
  onChange(details: Details): void;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {DETAILS.map((detail) => {
        const shared = {
          label: DETAIL_LABELS[detail](),
          hint: DETAIL_HINTS[detail](),
          value: details[detail],
          lang,
          maxLength: DOCUMENT_LIMITS.detailLetters,
          onChange: (event: { target: { value: string } }) =>
            onChange({ ...details, [detail]: event.target.value }),
        };
        return detail === "indicator" || detail === "partners" ? (
          <TextAreaField key={detail} rows={2} {...shared} />
        ) : (
          <Field key={detail} type="text" {...shared} />
        );
      })}
    </div>
  );
}
