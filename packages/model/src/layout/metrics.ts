/** Distances of the picture, in its units: multiples of 2, so that lines fall on whole pixels. */
export const CARD_HEIGHT = 42;
export const SHORT_CARD_HEIGHT = 24;
export const CARD_GAP = 6;
export const COLUMN_GAP = 10;
export const GROUP_GAP = 24;
export const BOX_PADDING = 8;
export const HOST_PADDING = 12;
export const MACHINE_PADDING = 10;
export const MACHINE_HEADER = 32;
export const MACHINE_GAP = 40;
/** Between two tiers, and how much each wire that runs across adds. */
export const TIER_GAP = 26;
export const LANE = 8;
/** The strip at the top of a host's box in which its name stands. */
export const HOST_HEADER = 28;
export const BAND_HEIGHT = 26;
/** Between two pieces of the band, where a wire passes. */
export const BAND_OPENING = 16;
export const CHIP_HEIGHT = 24;
export const CHIP_GAP = 6;
export const PANEL_HEADER = 26;

/** Of a frame around several namespaces: its title, and around what stands in it. */
export const GROUP_HEAD = 34;
export const FRAME_PADDING = 8;

export const NAME_SIZE = 11;
export const TITLE_SIZE = 11.5;
export const DETAIL_SIZE = 10;
