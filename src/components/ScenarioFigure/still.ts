/** In the browser the server's drawing is there, and stays until the diagram has come. */
export const stillOf = (_options: object): string => '';
