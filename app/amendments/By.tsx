import { roleName } from "../accounts/role-name";
import { DelegationTag } from "../ui/DelegationTag";
import { Time } from "../ui/Time";
import type { AuthorView } from "./view";

/** Who, for whom, and when. */
export function By({ author, at }: { author: AuthorView; at: number }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      <span className="font-semibold">{author.name}</span>
      {author.delegation ? (
        <DelegationTag code={author.delegation} nameless />
      ) : (
        <span className="text-muted">{roleName(author.role)}</span>
      )}
      <span className="text-muted">
        <Time at={at} style="relative" />
      </span>
    </p>
  );
}
