/** 装机器的人看的话。 */
export const zhSetUp = {
	pairing: {
		title: '这台机器还没登记',
		text: '请管理员在后台点“登记设备”，把 8 个字符按在这里。',
		echo: '登记码',
		erase: '退一格',
		go: '登记',
		busy: '正在登记…',
	},
	measure: {
		title: '量一量这块屏幕',
		text: '身份证贴进框里，对齐左上角，再拖圆点，让框和卡一样大。银行卡也行。',
		card: '卡贴这里',
		smaller: '小一点',
		larger: '大一点',
		screen: (width: number, height: number, inches: number) =>
			`${inches} 寸，${width} × ${height} 毫米`,
		keys: (mm: number, verdict: string) => `按键 ${mm} 毫米，${verdict}`,
		right: '够大',
		close: '也能用',
		small: '太小',
		tooSmall: '太小，老人按不准',
		byScale: (scale: number) => `打开浏览器时加上 --force-device-scale-factor=${scale}`,
		byScreen: (inches: number) => `请换一块 ${inches} 寸以上的屏幕`,
		done: '一样大了，开店',
		later: '手边没有卡，以后再量',
	},
};
