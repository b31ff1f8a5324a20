import type { Role } from "../accounts/policy";
import { DelegationTag } from "../ui/DelegationTag";
import type { Offer } from "./mention-offers";
import { type Mention, mentionsIn, segmentsOf, tokenOf } from "./mentions";
import type { CommentView } from "./threads";
import { useNaming } from "./useMentions";

/** The names in a comment as they are called now. */
export function useNamesIn(comment: Pick<CommentView, "body" | "mentioned">): Offer[] {
  const naming = useNaming();
  const nameOf = ({ kind, value }: Mention): Omit<Offer, "mention"> | undefined => {
    switch (kind) {
      case "person": {
        const person = comment.mentioned.find(({ id }) => id === value);
        return person && { label: person.name, delegation: person.delegation };
      }
      case "delegation":
        return { label: naming.delegationName(value), delegation: value };
      case "role":
        return { label: naming.roleName(value as Role), delegation: null };
    }
  };
  return mentionsIn(comment.body).flatMap((mention) => {
    const name = nameOf(mention);
    return name ? [{ mention, ...name }] : [];
  });
}

/** The words of a comment, with the people, delegations and roles it names. */
export function CommentText({ comment }: { comment: Pick<CommentView, "body" | "mentioned"> }) {
  const names = useNamesIn(comment);
  const nameOf = (mention: Mention) =>
    names.find((name) => tokenOf(name.mention) === tokenOf(mention));
  return (
    <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {segmentsOf(comment.body).map((segment, at) =>
        "text" in segment ? segment.text : <Name key={at} name={nameOf(segment.mention)} />,
      )}
    </p>
  );
}

function Name({ name }: { name: Offer | undefined }) {
  if (!name) return null;
  return (
    <span className="rounded bg-accent-soft px-1 font-semibold text-accent">
      @{name.label}
      {name.delegation && (
        <>
          {" "}
          <DelegationTag code={name.delegation} nameless />
        </>
      )}
    </span>
  );
}
