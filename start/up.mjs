// The one door: runs on any Node from 18 on and with nothing installed. It brings the locked
// packages and Node 24, and hands over to start/main.ts.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const newestNeeded = 24;
const modules = join(root, 'node_modules');

if (Number(process.versions.node.split('.')[0]) < 18) {
	giveUp(`Node ${process.versions.node} is too old. Install Node 18 or newer and try again.`);
}
process.chdir(root);
if (!packagesAreLocked()) installPackages();
handOver(nodeProgram());

/** Whether every package of the lock file is installed in its locked version. */
function packagesAreLocked() {
	const installed = lockedPackages(join(modules, '.package-lock.json'));
	const locked = lockedPackages(join(root, 'package-lock.json'));
	if (!locked) giveUp(`package-lock.json is missing or unreadable in ${root}.`);
	return (
		installed !== undefined &&
		Object.entries(locked)
			// Other machines' binaries are optional, and the project itself has the empty name.
			.filter(([name, { optional }]) => name !== '' && !optional)
			.every(([name, { version }]) => installed[name]?.version === version)
	);
}

function lockedPackages(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

function installPackages() {
	console.log('Installing the locked packages (about half a minute) ...');
	// npm 10 asks for packages that only a peer would like and npm 11 leaves out of the lock file.
	const outcome = npmCi();
	if (outcome !== '' && npmCi('--legacy-peer-deps') !== '') {
		console.error(outcome);
		giveUp('The packages could not be installed. npm says why above; mend that and try again.');
	}
}

/**
 * What npm said when it failed, or nothing. No package runs anything while it is installed: the one
 * script that is needed runs in installNode, and for a native package that carries its binaries npm
 * would want Python and a compiler all the same.
 */
function npmCi(...more) {
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	const npm = ['ci', '--include=dev', '--ignore-scripts', ...quiet, ...more];
	const { status, error, stderr } = spawnSync('npm', npm, {
		stdio: ['ignore', 'inherit', 'pipe'],
		env: plainEnvironment(),
		encoding: 'utf8',
	});
	if (error) giveUp('npm is not to be found. It comes with Node: install Node again with npm.');
	if (status === 0) return '';
	return stderr.split('\n').slice(0, 12).join('\n') || `npm ci ended with ${status}`;
}

/** The environment without what an outer npm handed down, such as its --ignore-scripts. */
function plainEnvironment() {
	const own = /^npm_(config_(ignore_scripts|omit|include|global|prefix)|lifecycle|package|command)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

/** A Node of at least 24: this one, or the one that came with the packages. */
function nodeProgram() {
	if (isNewEnough(process.versions.node)) return process.execPath;
	return packagedNode() ?? installNode() ?? noNode();
}

function packagedNode() {
	const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	return [
		join(modules, 'node', 'bin', 'node'),
		join(modules, 'node', 'node_modules', `node-${platform}`, 'bin', 'node'),
		join(modules, `node-${platform}`, 'bin', 'node'),
		join(modules, 'node', 'node_modules', `node-bin-${platform}`, 'bin', 'node'),
	].find(runsNewEnough);
}

/** Runs the install script of the package node, which brings the program for this machine. */
function installNode() {
	const folder = join(modules, 'node');
	if (!existsSync(join(folder, 'installArchSpecificPackage.js'))) return undefined;
	console.log(`Bringing Node ${newestNeeded}, as this machine has ${process.versions.node} ...`);
	const script = ['installArchSpecificPackage.js'];
	spawnSync(process.execPath, script, { cwd: folder, stdio: 'ignore', env: plainEnvironment() });
	return packagedNode();
}

function noNode() {
	giveUp(
		`Node ${newestNeeded} is needed, this is ${process.versions.node}, and none came with the ` +
			`packages. Install Node ${newestNeeded}, or delete node_modules and try again.`,
	);
}

function runsNewEnough(program) {
	if (!existsSync(program)) return false;
	try {
		return isNewEnough(execFileSync(program, ['--version'], { encoding: 'utf8' }).slice(1));
	} catch {
		return false;
	}
}

function isNewEnough(version) {
	return Number(version.split('.')[0]) >= newestNeeded;
}

/** Runs start/main.ts and ends as it ends. It stops by itself when this process is gone. */
function handOver(node) {
	const path = [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
	const child = spawn(
		node,
		[
			'--disable-warning=ExperimentalWarning',
			join(root, 'start', 'main.ts'),
			...process.argv.slice(2),
		],
		{ stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, PATH: path } },
	);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => child.kill(signal));
	}
	if (process.env.npm_lifecycle_event) followNpm(() => child.kill('SIGTERM'));
	child.on('error', (error) => giveUp(`Node could not be started: ${error.message}`));
	child.on('exit', (code, signal) => {
		process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
	});
}

/** npm hands a signal to its shell, and that keeps it to itself: when both are gone, so are we. */
function followNpm(stop) {
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || stop(), 300).unref();
}

/** One clear sentence, and a failed exit. */
function giveUp(sentence) {
	console.error(sentence);
	process.exit(1);
}
