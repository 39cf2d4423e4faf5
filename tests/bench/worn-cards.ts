import { faults, good, type Condition } from '../kiosk/worn/conditions.ts';
import { readCards, type Rates } from '../kiosk/worn/reading.ts';
import type { Section } from './section.ts';

const cards = 40;
const sizes = [3, 4, 6] as const;
const grades = ['slight', 'clear', 'heavy'] as const;

/** Holds damaged cards before the kiosk's decoder: how many are read, by fault, grade and size. */
export async function benchWornCards(): Promise<Section> {
	const all: Rates[] = [];
	const row = (name: string, condition: Condition) => {
		const rates = sizes.map((pxPerModule) =>
			readCards(condition, { pxPerModule, cards, seed: all.length + pxPerModule }),
		);
		all.push(...rates);
		const cells = [name, ...rates.map(ratesCell)];
		console.log(cells.join('   '));
		return cells;
	};
	const rows = [
		row('a new card', good),
		...Object.entries(faults).flatMap(([fault, conditions]) =>
			conditions.map((condition, at) => row(`${fault}, ${grades[at] ?? ''}`, condition)),
		),
	];
	const misread = all.reduce((sum, rates) => sum + rates.misread, 0);
	const ms = all.reduce((sum, rates) => sum + rates.msPerFrame, 0) / all.length;
	return {
		title: 'Reading worn passbooks',
		columns: ['% read in one frame / within five', ...sizes.map((px) => `${px} px a module`)],
		rows,
		notes: [
			...explained,
			'',
			`${all.length * cards} cards, ${misread} misread. A frame took the decoder ${ms.toFixed(1)} ms.`,
		],
	};
}

const ratesCell = ({ oneFrame, fiveFrames }: Rates) =>
	`${oneFrame.toFixed(0)} / ${fiveFrames.toFixed(0)}`;

const explained: readonly string[] = [
	`Each number is of ${cards} cards as the office prints them, each with a code, a hand and damage of its own, held before a`,
	'camera for five frames of 960 x 720 pixels. The kiosk looks at eight frames a second and goes on until it has read one,',
	'so five take 0.6 s. From one frame to the next hand, lens and grain change; the damage stays. A camera of 1280 x 720',
	'and a lens of 60 degrees sees 9 px a module at 15 cm, 6 at 23 cm, 4 at 34 cm, 3 at 46 cm.',
	'',
	'Blur is a lens out of focus (1, 1.4, 1.8 px) and a hand that moves (1, 2, 3 px). Glare is a lamp’s reflection, white in',
	'its middle, 4, 7 and 10 modules to where it fades. Tilt is 25, 40 and 50 degrees. Worn corners are three corners of the',
	'code rubbed off or soiled by 1, 2, 3 modules, with specks, from the second grade on with a fold. Dim light brings white',
	'paper down to 110, 70, 45 of 255 and the grain of the camera up to 5, 8, 10 levels. The last rows have a little of all.',
];
