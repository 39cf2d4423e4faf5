import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOptions } from '#start/options';

describe('the options of a start', () => {
	test('are the shop of this machine when nothing is said', () => {
		expect(readOptions([], {})).toEqual({
			host: '127.0.0.1',
			port: 8090,
			data: resolve('data'),
			demo: true,
			printer: '',
			printerProfile: '',
		});
	});

	test('come from the environment', () => {
		const environment = {
			LOVE_PORT: '9000',
			LOVE_HOST: '0.0.0.0',
			LOVE_DATA: '/srv/shop',
			LOVE_NO_DEMO: '1',
			LOVE_PRINTER: 'tcp://192.168.1.50:9100',
			LOVE_PRINTER_PROFILE: 'generic80',
		};
		expect(readOptions([], environment)).toEqual({
			host: '0.0.0.0',
			port: 9000,
			data: '/srv/shop',
			demo: false,
			printer: 'tcp://192.168.1.50:9100',
			printerProfile: 'generic80',
		});
	});

	test('of the command line go before the environment', () => {
		const options = readOptions(['--port', '9001', '--data=/srv/other', '--no-demo'], {
			LOVE_PORT: '9000',
			LOVE_DATA: '/srv/shop',
			LOVE_NO_DEMO: '0',
		});
		expect(options).toMatchObject({ port: 9001, data: '/srv/other', demo: false });
	});

	test.each(['', '0', 'false', 'no'])('LOVE_NO_DEMO=%s wants the demo town', (value) => {
		expect(readOptions([], { LOVE_NO_DEMO: value }).demo).toBe(true);
	});

	test.each([
		[['--prot', '1'], "Unknown option '--prot'"],
		[['left', 'over'], "Unexpected argument 'left'"],
		[['--port'], "Option '--port <value>' argument missing"],
		[['--port', '0'], 'The port "0" is not a number from 1 to 65535.'],
		[['--port', '65536'], 'The port "65536" is not a number from 1 to 65535.'],
		[['--port', '80x'], 'The port "80x" is not a number from 1 to 65535.'],
		[['--printer', 'usb'], 'The printer "usb" is not an address'],
	])('%j is refused in one sentence', (args, sentence) => {
		expect(() => readOptions(args, {})).toThrow(sentence);
		expect(() => readOptions(args, {})).toThrow(/^[^\n]*$/);
	});
});
