import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import type { People } from "./people.js";
import { makeRow, type Row } from "./values.js";

const { rejected } = dirt;

/** One vote: an account's, or, without a user, a visitor's, who is known by the address alone. */
interface Vote {
  readonly response: number;
  readonly user: number | null;
  readonly ip: string;
}

const soundCount =
  rowCounts.response_upvotes -
  rejected.upvotesCastTwice -
  rejected.upvotesOfRejectedResponses -
  2 * rejected.upvotesOfOnePerson;

export function makeUpvotes({ influenceIds }: People): readonly Row[] {
  const random = new Random("upvotes");
  const accounts = [...influenceIds.values()];
  const single = accounts.flatMap((ids) => (ids.length === 1 ? ids : []));
  const sound = Array.from({ length: soundCount }, (_, index) => makeVote(random, index, single));
  const votes = [
    ...sound,
    ...sound.slice(0, rejected.upvotesCastTwice),
    ...Array.from({ length: rejected.upvotesOfRejectedResponses }, (_, index) => makeVoteForRejected(index)),
    ...accounts
      .filter((ids) => ids.length > 1)
      .slice(0, rejected.upvotesOfOnePerson)
      .flat()
      .map((user) => ({ response: 3, user, ip: "203.0.113.77" })),
  ];
  return votes.map(({ response, user, ip }, index) =>
    makeRow(random, index + 1, { "Response ID": response, "User ID": user, "Upvoted IP": ip }),
  );
}

/** Of accounts and of visitors in turn, nobody twice for one response; accounts of a household share an address. */
function makeVote(random: Random, index: number, accounts: readonly number[]): Vote {
  const responses = rowCounts.responses - rejected.responsesOfMissingCampaign;
  const response = ((index * 7) % responses) + 1;
  return index % 2 === 0
    ? { response, user: itemAt(accounts, (index / 2) % accounts.length), ip: `198.51.100.${random.between(0, 40)}` }
    : { response, user: null, ip: `192.0.2.${index}` };
}

/** The last responses are those of a missing campaign. */
function makeVoteForRejected(index: number): Vote {
  const response = rowCounts.responses - (index % rejected.responsesOfMissingCampaign);
  return { response, user: null, ip: `203.0.113.${index}` };
}
