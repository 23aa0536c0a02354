/**
 * Docusaurus decodes the hash that an open page goes to, and the page would die of one that cannot be decoded, such as a link
 * that was edited by hand. A client module: it has to hear of the hash before the router does.
 */
if (typeof window !== 'undefined') {
  addEventListener('popstate', () => {
    const { pathname, search, hash } = location;
    if (!isDecodable(hash))
      history.replaceState(history.state, '', pathname + search + hash.replaceAll('%', '%25'));
  });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
