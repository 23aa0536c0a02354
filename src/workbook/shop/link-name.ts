/** How the hash of a link to a setting of the comparison begins. The lesson looks for it, and loads the rest only then. */
export const shopName = '#shop=';
