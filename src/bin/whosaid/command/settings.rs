//! The options that are settings of the trainer of who speaks.

use whosaid::train::Settings;

/// Settings that are given; the others are as usual.
#[derive(Debug, clap::Args)]
pub(super) struct SettingsArg {
    /// Square penalty on the weights that choose the speaker [default: 3]
    #[arg(long, value_name = "X", value_parser = above_0)]
    speaker_penalty: Option<f64>,
    /// Square penalty on the weights that tell speech from marks around nobody's words [default: 4]
    #[arg(long, value_name = "X", value_parser = above_0)]
    speech_penalty: Option<f64>,
    /// Square penalty on the weights of confidence [default: 0.2]
    #[arg(long, value_name = "X", value_parser = above_0)]
    confidence_penalty: Option<f64>,
    /// How much a quotation counts whose sample labels the source only [default: 0.1]
    #[arg(long, value_name = "X", value_parser = not_below_0)]
    source_weight: Option<f64>,
    /// How far the rules are believed beforehand: 0 not at all, 1 as far as they believe themselves, 2 twice as far [default: 2]
    #[arg(long, value_name = "X", value_parser = not_below_0)]
    trust: Option<f64>,
}

impl SettingsArg {
    /// All settings.
    pub(super) fn settings(&self) -> Settings {
        let usual = Settings::default();
        Settings {
            speaker_penalty: self.speaker_penalty.unwrap_or(usual.speaker_penalty),
            speech_penalty: self.speech_penalty.unwrap_or(usual.speech_penalty),
            confidence_penalty: self.confidence_penalty.unwrap_or(usual.confidence_penalty),
            source_weight: self.source_weight.unwrap_or(usual.source_weight),
            trust: self.trust.unwrap_or(usual.trust),
        }
    }

    /// The options that are given.
    pub(super) fn given(&self) -> impl Iterator<Item = &'static str> {
        let options = [
            ("--speaker-penalty", self.speaker_penalty),
            ("--speech-penalty", self.speech_penalty),
            ("--confidence-penalty", self.confidence_penalty),
            ("--source-weight", self.source_weight),
            ("--trust", self.trust),
        ];
        options.into_iter().filter_map(|(option, value)| value.map(|_| option))
    }
}

fn above_0(text: &str) -> Result<f64, String> {
    not_below_0(text).ok().filter(|&x| x > 0.0).ok_or_else(|| "expected a number above 0".to_owned())
}

fn not_below_0(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x: &f64| x.is_finite() && *x >= 0.0).ok_or_else(|| "expected a number, 0 or above".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Args as _;

    #[test]
    fn the_help_tells_what_is_usual() {
        let Settings { speaker_penalty, speech_penalty, confidence_penalty, source_weight, trust } = Settings::default();
        let usual = [speaker_penalty, speech_penalty, confidence_penalty, source_weight, trust];
        let command = SettingsArg::augment_args(clap::Command::new("train"));
        let helps: Vec<String> = command.get_arguments().filter_map(|argument| Some(argument.get_help()?.to_string())).collect();
        assert_eq!(helps.len(), usual.len());
        for (help, usual) in helps.iter().zip(usual) {
            assert!(help.ends_with(&format!("[default: {usual}]")), "{help}: the usual value is {usual}");
        }
    }
}
