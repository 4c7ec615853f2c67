/** The model names the kinds; the palette in ui/tokens.css has a colour for each: `--kind-NAME`. */
export { type Kind, kindOf as kindOfElement } from '@vethscope/model';
