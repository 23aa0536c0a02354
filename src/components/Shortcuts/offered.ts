/** What the open page offers to the keyboard. Links, base path included. */
interface Offered {
  readonly next?: string;
  readonly previous?: string;
}

let offered: Offered = {};

/** @returns a function that takes it back */
export function offer(links: Offered): () => void {
  offered = links;
  return () => {
    if (offered === links) offered = {};
  };
}

export const nowOffered = () => offered;
