//! Users, one at a time.

mod list;
mod password;

use accounts::{Admin, NewUser, Who};
use clap::{Args, Subcommand};

use super::{
    operator::{OperatorError, open},
    say,
};
use crate::{App, config::Config};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum UserCommand {
    /// List all users, in the order of their ids
    List {
        /// As lines of JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a user; the password is asked for, or read from standard input
    Create(NewArguments),
    /// Give a user another password, asked for or read from standard input; their sessions end
    SetPassword {
        /// The user's e-mail address or id
        user: String,
        /// Let the user's sessions go on
        #[arg(long)]
        keep_sessions: bool,
    },
    /// End all sessions of a user
    RevokeSessions {
        /// The user's e-mail address or id
        user: String,
    },
    /// Delete a user and everything they own
    Delete {
        /// The user's e-mail address or id
        user: String,
        /// Do it; without this it is only said what would be done
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Clone, Args)]
pub(super) struct NewArguments {
    /// The user's e-mail address
    email: String,
    /// What the user is called [default: the address up to the @]
    #[arg(long)]
    name: Option<String>,
    /// Take the address for proven
    #[arg(long)]
    verified: bool,
}

/// Does what the command says.
pub(super) fn run(app: App, config: &Config, command: UserCommand) -> Result<(), OperatorError> {
    let admin = open(app, config)?;
    actix_rt::System::new().block_on(async {
        match command {
            UserCommand::List { json } => list::run(&admin, json).await,
            UserCommand::Create(new) => create(&admin, new).await,
            UserCommand::SetPassword { user, keep_sessions } => {
                // Whom it is for is found out before the password is asked for.
                let user = admin.find(Who::from(user.as_str())).await?;
                let password = password::read()?;
                let id = Who::Id(user.id().to_owned());
                admin.set_password(id, password, keep_sessions).await?;
                say(format_args!("{} has another password", user.email()));
                Ok(())
            }
            UserCommand::RevokeSessions { user } => {
                let user = admin.find(Who::from(user.as_str())).await?;
                admin.revoke_sessions(Who::Id(user.id().to_owned())).await?;
                say(format_args!("ended all sessions of {}", user.email()));
                Ok(())
            }
            UserCommand::Delete { user, yes } => {
                let user = admin.find(Who::from(user.as_str())).await?;
                if !yes {
                    return Err(OperatorError::Unconfirmed(user.email().to_owned()));
                }
                admin.delete(Who::Id(user.id().to_owned())).await?;
                say(format_args!("deleted {}, with all that was theirs", user.email()));
                Ok(())
            }
        }
    })
}

async fn create(admin: &Admin, new: NewArguments) -> Result<(), OperatorError> {
    let NewArguments { email, name, verified } = new;
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let password = password::read()?;
    let id = admin.create(NewUser { email, name, verified }, password).await?;
    say(id);
    Ok(())
}
