import { FluentProvider, Theme, webLightTheme } from "@fluentui/react-components";
import * as React from "react";
import { Words } from "../view/texts";
import { CardBody, CardBodyProps } from "./CardBody";
import { useStyles } from "./styles";
import { SurroundingsProvider } from "./surroundings";

export interface InsightsCardRootProps extends CardBodyProps {
  readonly words: Words;
  /** The form's theme; null where the platform gives none. */
  readonly theme: Theme | null;
  readonly isDark: boolean;
}

/** The card in the form's theme. What goes wrong while drawing stays inside. */
export function InsightsCardRoot(props: InsightsCardRootProps): React.ReactElement {
  return (
    <FluentProvider theme={props.theme ?? webLightTheme} style={{ width: "100%", backgroundColor: "transparent" }}>
      <FaultBarrier words={props.words}><Themed {...props} /></FaultBarrier>
    </FluentProvider>
  );
}

function Themed({ words, isDark, ...body }: InsightsCardRootProps): React.ReactElement {
  const styles = useStyles();
  const surroundings = React.useMemo(() => ({ words, styles, isDark }), [words, styles, isDark]);
  return <SurroundingsProvider value={surroundings}><div className={styles.frame}><CardBody {...body} /></div></SurroundingsProvider>;
}

/** Shows a message in place of a card that throws: an exception must never reach the form. */
class FaultBarrier extends React.Component<{ words: Words }, { fault: string | null }> {
  state: { fault: string | null } = { fault: null };

  static getDerivedStateFromError(fault: unknown): { fault: string } {
    return { fault: String(fault) };
  }

  render(): React.ReactNode {
    const { words } = this.props;
    return this.state.fault === null ? this.props.children
      : <section data-state="failed"><p role="alert"><strong>{words.text("Failed")}</strong></p><p>{words.text("Failed_Text")}</p><p>{this.state.fault}</p></section>;
  }
}
