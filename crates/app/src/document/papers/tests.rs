//! Every paper of one long story.
