import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#start/folders';
import { markdownOf, type Section } from './section.ts';

const path = join(projectRoot, 'docs', 'benchmarks.md');
const intro = `# Benchmarks

Every section is written by a script in \`tests/bench\`, with the day and the machine it ran on. \`npm run bench\` measures all of
them anew, \`npm run bench -- worn-cards\` only one. What depends on chance has a seed and comes out the same again; times
depend on the machine and on what else it does.
`;

/** Puts a section into docs/benchmarks.md, in the place of an earlier one of that title. */
export function writeSection(section: Section): void {
	const text = existsSync(path) ? readFileSync(path, 'utf8') : intro;
	const [head = '', ...sections] = text.split(/^(?=## )/m);
	const place = sections.findIndex((each) => each.startsWith(`## ${section.title}\n`));
	const made = markdownOf({ ...section, notes: [...section.notes, '', measured()] });
	if (place < 0) sections.push(made);
	else sections[place] = made;
	writeFileSync(path, [head, ...sections].map((part) => `${part.trimEnd()}\n`).join('\n'));
}

function measured(): string {
	const [day = ''] = new Date().toISOString().split('T');
	const [first, ...others] = cpus();
	const machine = `${others.length + 1} x ${first?.model.trim() ?? 'a processor unknown'}`;
	return `Measured on ${day}, ${machine}, Node ${process.versions.node}.`;
}
