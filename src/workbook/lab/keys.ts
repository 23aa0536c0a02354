/** What keys do in the lab, while the focus is in it and not in a field. The picture and the time bar have their own besides. */
export const labKeys = [
  { keys: ['1', '…', '7'], words: 'Choose a server', group: 'choose' },
  { keys: ['M'], words: 'Choose the next message on its way', group: 'choose' },
  { keys: ['Esc'], words: 'Choose nothing', group: 'choose' },
  { keys: ['C'], words: 'Crash the chosen server', group: 'do' },
  { keys: ['S'], words: 'Shut it down in good order', group: 'do' },
  { keys: ['R'], words: 'Start it again', group: 'do' },
  { keys: ['Z'], words: 'Pause it, or let it go on', group: 'do' },
  { keys: ['T'], words: 'Let its election timer fire', group: 'do' },
  { keys: ['X'], words: 'Cut it off from all others, or let it rejoin', group: 'do' },
  { keys: ['K'], words: 'Let it take a snapshot', group: 'do' },
  { keys: ['A'], words: 'Add it to the cluster, or remove it', group: 'do' },
  { keys: ['F'], words: 'Let the leader hand over to it', group: 'do' },
  { keys: ['L', 'D', 'U'], words: 'Lose, delay or duplicate the chosen message', group: 'do' },
  { keys: ['H'], words: 'Heal every link', group: 'do' },
  { keys: ['W'], words: 'Write a command of a client', group: 'do' },
  { keys: [':'], words: 'Write what is to be done as a line', group: 'do' },
  { keys: ['Space'], words: 'Play, or pause', group: 'time' },
  { keys: ['→', '←'], words: 'A step on, or back', group: 'time' },
  { keys: ['Home', 'End'], words: 'The beginning, or the end of what has run', group: 'time' },
  { keys: ['O'], words: 'The other future', group: 'time' },
  { keys: ['B'], words: 'The first broken promise', group: 'time' },
] as const;

export type LabKeyGroup = (typeof labKeys)[number]['group'];
