/** What a printer model can do, as data. What a model answers is probed, not assumed. */
export interface PrinterProfile {
	readonly id: string;
	/** Shown to the shopkeeper who chooses it. */
	readonly name: string;
	readonly widthMm: 58 | 80;
	/** Half-width characters of normal size on a row. */
	readonly columns: number;
	/** Dots of the print head. */
	readonly dots: number;
	/** raster: the printer has no Chinese characters, every row is sent as a picture. */
	readonly text: 'native' | 'raster';
	/** The characters in the printer's own memory; others are sent as pictures. */
	readonly romSet: 'gbk' | 'gb2312';
	readonly qr: 'raster' | 'native';
	readonly cutter: 'none' | 'partial' | 'full';
	/** Rows fed before the cut, or up to the edge at which paper is torn. */
	readonly feedRows: number;
	/** Accepts FS S and ESC SP, which undo a character spacing left by others. */
	readonly spacing: boolean;
	readonly status: 'none' | 'dle_eot';
	/**
	 * How the printer says that it is through: gs_r a fence, gs_paren_h a process id of Epson; probe
	 * asks for a fence before the first byte and relies on it only when it was answered.
	 */
	readonly completion: 'none' | 'probe' | 'gs_r' | 'gs_paren_h';
	readonly timing: PrinterTiming;
}

export interface PrinterTiming {
	readonly connectMs: number;
	/** For one status byte; many cheap printers never send any. */
	readonly replyMs: number;
	/** The same, where the printer may be asleep: it answered before, or was never asked. */
	readonly wakeMs: number;
	/** So long after its last answer a silent printer counts as asleep or off, not as a silent one. */
	readonly trustMs: number;
	/** Without a byte taken for so long the printer counts as stuck. */
	readonly stallMs: number;
	/** From the last byte to the proof that it was printed. */
	readonly completionMs: number;
	/** How long the proof is waited for before the state is asked, and so on until it comes. */
	readonly glanceMs: number;
	/** How long the state is watched after the last byte where there is no proof. */
	readonly watchMs: number;
	/** For the printer to close its end; some never do. */
	readonly closeMs: number;
}

/** The profile of that name; nothing when there is none. */
export function profileOf(id: string): PrinterProfile | undefined {
	return profiles.find((profile) => profile.id === id);
}

const timing: PrinterTiming = {
	connectMs: 3000,
	replyMs: 400,
	wakeMs: 5000,
	trustMs: 10 * 60_000,
	stallMs: 30_000,
	completionMs: 45_000,
	glanceMs: 2000,
	watchMs: 3000,
	closeMs: 5000,
};

const narrow = {
	widthMm: 58,
	columns: 32,
	dots: 384,
	text: 'native',
	romSet: 'gbk',
	qr: 'raster',
	cutter: 'none',
	feedRows: 4,
	spacing: true,
	status: 'dle_eot',
	completion: 'probe',
	timing,
} as const;

const wide = {
	...narrow,
	widthMm: 80,
	columns: 48,
	dots: 576,
	cutter: 'partial',
	feedRows: 4,
} as const;

export const profiles: readonly PrinterProfile[] = [
	{ ...narrow, id: 'generic58', name: '通用 58 毫米中文小票机' },
	{ ...wide, id: 'generic80', name: '通用 80 毫米中文小票机（带切刀）' },
	{ ...wide, id: 'generic80-42', name: '80 毫米，42 格（老式爱普生）', columns: 42, dots: 512 },
	{ ...narrow, id: 'gb2312-58', name: '58 毫米，只有常用字（GB2312）', romSet: 'gb2312' },
	{ ...wide, id: 'epson80', name: '爱普生 TM-T20/T82/T88 系列', completion: 'gs_paren_h' },
	{
		...narrow,
		id: 'silent58',
		name: '58 毫米，USB，不回状态',
		spacing: false,
		status: 'none',
		completion: 'none',
	},
	{ ...narrow, id: 'foreign58', name: '58 毫米，没有中文字库', text: 'raster' },
	{ ...wide, id: 'foreign80', name: '80 毫米，没有中文字库', text: 'raster' },
];
