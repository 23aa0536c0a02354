import { expect, it } from 'vitest';
import { plainLesson, plainLessons } from './plain-lessons.ts';

const about = () => ({ title: 'Count votes', summary: 'More than half & nothing less.' });
const page = plainLesson(
  `---
title: Replicas
description: What a voter learns.
keywords: [voting, majority]
---

<Hook>

A *broken* bank with [two sides](./other.mdx).

</Hook>

## Count \`all\` votes

\`\`\`ts
const hidden = true;
\`\`\`

<Predict id="p" question="Is 2 > 1?">
<Choice answer="Yes" correct>

The answer is given away.

</Choice>
</Predict>

<Exercise id="machines/count-votes" />

<Recap>

- All of it.

</Recap>
`,
  about,
);

it('keeps title, description, keywords and prose', () => {
  expect(page).toContain('<h1>Replicas</h1>');
  expect(page).toContain('content="What a voter learns."');
  expect(page).toContain('content="voting, majority"');
  expect(page).toContain('<p>A broken bank with two sides.</p>');
  expect(page).toContain('<p>All of it.</p>');
});

it('gives each heading the anchor that the lesson gives it', () => {
  expect(page).toContain('<h2>Count all votes<a class="hash-link" href="#count-all-votes"></a></h2>');
  expect(page).toContain('<h2>Recap<a class="hash-link" href="#recap"></a></h2>');
});

it('shows an exercise by title and summary', () => {
  expect(page).toContain(
    '<h3>Exercise Count votes<a class="hash-link" href="#exercise-count-votes"></a></h3>',
  );
  expect(page).toContain('<p>More than half &amp; nothing less.</p>');
});

it('asks the question and keeps code and answers to itself', () => {
  expect(page).toContain('Is 2 &gt; 1?');
  expect(page).not.toContain('hidden');
  expect(page).not.toContain('given away');
});

it('leaves no mark of MDX in any lesson of the course', () => {
  for (const { path, html } of plainLessons()) {
    expect(html, path).not.toMatch(/&lt;\/?[A-Z]|\*\*|className/);
  }
});
