//! Where the Redis of the setting `redis` is: one server, or several of which one counts at a time.

use redis::{ConnectionAddr, ConnectionInfo, IntoConnectionInfo};

/// The setting `redis`, checked.
#[derive(Debug, Clone)]
pub(crate) struct RedisAddress(pub(super) Place);

#[derive(Debug, Clone)]
pub(super) enum Place {
    /// This server and no other.
    One(ConnectionInfo),
    /// Sentinels, who know the master of this name. User and password are those of the master.
    Sentinel {
        sentinels: Vec<ConnectionInfo>,
        name: String,
    },
    /// Some servers of a cluster, who know the others.
    Cluster(Vec<ConnectionInfo>),
}

/// What is wrong with an address. It may hold a password, so nothing here repeats it.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum AddressError {
    #[error(
        "begins with none of redis://, redis+sentinel:// and redis+cluster:// (or rediss for TLS). \
         Write it as \"redis://127.0.0.1:6379/\"."
    )]
    Scheme,
    #[error(
        "is not the address of one Redis ({0}). Write it as \"redis://127.0.0.1:6379/\", \
         and \"rediss://redis.example.org:6379/\" for TLS."
    )]
    One(String),
    #[error(
        "has no host and port where \"{0}\" stands. Write every one of them, with commas between: \
         \"host1:26379,host2:26379,host3:26379\"."
    )]
    Host(String),
    #[error(
        "does not say which master the Sentinels watch. Write its name last, as in \
         \"redis+sentinel://host1:26379,host2:26379,host3:26379/mymaster\"."
    )]
    NoName,
    #[error(
        "says more than which servers the cluster has. Write it as \
         \"redis+cluster://host1:7000,host2:7001,host3:7002/\"; a cluster has one database, 0."
    )]
    Rest,
    #[error(
        "has a user or password that is not readable. Write it as user:password@ before the first host, with % and \
         two hex digits for each of @ : / % and # in it."
    )]
    Credentials,
    #[error(
        "ends in #insecure: TLS without a check of who answers is none. Put the certificate of your own authority among \
         the system's, or name its file in the environment as SSL_CERT_FILE."
    )]
    Insecure,
}

impl RedisAddress {
    /// Reads an address such as `redis://127.0.0.1:6379/`.
    pub(crate) fn parse(text: &str) -> Result<Self, AddressError> {
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::Scheme)?;
        let place = match scheme {
            "redis+sentinel" | "rediss+sentinel" => {
                let (sentinels, name) = several(scheme, rest)?;
                if name.is_empty() || name.contains(['/', '?', '#']) {
                    return Err(AddressError::NoName);
                }
                Place::Sentinel {
                    sentinels,
                    name: name.to_owned(),
                }
            }
            "redis+cluster" | "rediss+cluster" => {
                let (servers, rest) = several(scheme, rest)?;
                if !rest.is_empty() {
                    return Err(AddressError::Rest);
                }
                Place::Cluster(servers)
            }
            "redis" | "rediss" | "redis+unix" => Place::One(one(text)?),
            _ => return Err(AddressError::Scheme),
        };
        Ok(Self(place))
    }

    /// Whether others follow the server that counts: then there is more that may write to a disk.
    pub(super) fn has_replicas(&self) -> bool {
        !matches!(self.0, Place::One(_))
    }
}

/// The hosts before the slash, all with the user and the password, and what stands behind it.
fn several<'a>(scheme: &str, rest: &'a str) -> Result<(Vec<ConnectionInfo>, &'a str), AddressError> {
    // Whatever stands before the last @ may be a part of a password, and is no host.
    let (credentials, rest) = match rest.rsplit_once('@') {
        Some((credentials, rest)) => (format!("{credentials}@"), rest),
        None => (String::new(), rest),
    };
    let (hosts, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let scheme = scheme.split('+').next().unwrap_or(scheme);
    let hosts = hosts.split(',').map(|host| {
        // A host without a port means another one for every kind of server, so none is guessed.
        let port = host
            .rsplit_once(':')
            .and_then(|(_, port)| port.parse::<u16>().ok());
        // A password with its @ forgotten is not repeated.
        let password = host
            .strip_prefix(':')
            .is_some_and(|rest| rest.parse::<u16>().is_err());
        if credentials.is_empty() && password {
            return Err(AddressError::Credentials);
        }
        if port.is_none() || one(&format!("{scheme}://{host}/")).is_err() {
            return Err(AddressError::Host(host.to_owned()));
        }
        one(&format!("{scheme}://{credentials}{host}/")).map_err(|_| AddressError::Credentials)
    });
    Ok((hosts.collect::<Result<_, _>>()?, rest))
}

fn one(text: &str) -> Result<ConnectionInfo, AddressError> {
    let info = text
        .into_connection_info()
        .map_err(|why| AddressError::One(why.to_string()))?;
    match info.addr() {
        ConnectionAddr::TcpTls { insecure: true, .. } => Err(AddressError::Insecure),
        _ => Ok(info),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> AddressError {
        RedisAddress::parse(text).unwrap_err()
    }

    #[test]
    fn one_server_is_written_as_everywhere_and_with_two_s_it_is_asked_over_tls() {
        for (text, tls) in [
            ("redis://127.0.0.1:6379/", false),
            ("redis://127.0.0.1", false),
            ("redis+unix:///run/redis.sock", false),
            ("rediss://redis.example.org:6379/", true),
        ] {
            let RedisAddress(Place::One(info)) = RedisAddress::parse(text).unwrap() else {
                panic!("{text} is one server");
            };
            let over_tls = matches!(info.addr(), ConnectionAddr::TcpTls { .. });
            assert_eq!(over_tls, tls, "{text}");
        }
    }

    #[test]
    fn sentinels_are_named_one_by_one_with_the_name_of_their_master_behind_them() {
        let text = "redis+sentinel://noor:a%40b@one:26379,[::1]:26380/helpline";
        let RedisAddress(Place::Sentinel { sentinels, name }) = RedisAddress::parse(text).unwrap() else {
            panic!("{text} is Sentinel");
        };
        assert_eq!(name, "helpline");
        assert_eq!(
            sentinels.iter().map(ConnectionInfo::addr).collect::<Vec<_>>(),
            [
                &ConnectionAddr::Tcp("one".into(), 26379),
                &ConnectionAddr::Tcp("::1".into(), 26380)
            ]
        );
        for sentinel in &sentinels {
            assert_eq!(sentinel.redis_settings().username(), Some("noor"));
            assert_eq!(sentinel.redis_settings().password(), Some("a@b"));
        }
    }

    #[test]
    fn a_cluster_is_some_of_its_servers_with_or_without_tls_and_a_slash_at_the_end() {
        for (text, tls) in [
            ("redis+cluster://one:7000,two:7001", false),
            ("rediss+cluster://one:7000,two:7001/", true),
        ] {
            let RedisAddress(Place::Cluster(servers)) = RedisAddress::parse(text).unwrap() else {
                panic!("{text} is a cluster");
            };
            assert_eq!(servers.len(), 2);
            for server in servers {
                let over_tls = matches!(server.addr(), ConnectionAddr::TcpTls { .. });
                assert_eq!(over_tls, tls, "{text}");
            }
        }
    }

    #[test]
    fn whoever_writes_a_wrong_address_is_told_what_to_write() {
        for text in [
            "127.0.0.1:6379",
            "http://127.0.0.1:6379/",
            "redis+sentinels://one:1/a",
        ] {
            assert_eq!(wrong(text), AddressError::Scheme, "{text}");
        }
        assert!(matches!(wrong("redis://"), AddressError::One(_)));
        assert!(matches!(wrong("redis://host/notes"), AddressError::One(_)));
        for (text, host) in [
            ("redis+sentinel://one/helpline", "one"),
            ("redis+sentinel://one:26379,,two:26379/helpline", ""),
            ("redis+cluster://", ""),
            ("redis+cluster://one:7000,two:seven/", "two:seven"),
            ("redis+cluster://:7000/", ":7000"),
        ] {
            assert_eq!(wrong(text), AddressError::Host(host.into()), "{text}");
        }
        for text in [
            "redis+sentinel://one:26379",
            "redis+sentinel://one:26379/",
            "redis+sentinel://one:26379/helpline/0",
        ] {
            assert_eq!(wrong(text), AddressError::NoName, "{text}");
        }
        assert_eq!(wrong("redis+cluster://one:7000/1"), AddressError::Rest);
        assert_eq!(wrong("rediss://one:6379/#insecure"), AddressError::Insecure);
    }

    #[test]
    fn a_password_is_in_no_message_and_no_debug_output() {
        for text in [
            "redis://:s3cret@host:port/",
            "redis+sentinel://:s3cret@one/helpline",
            "redis+sentinel://:s3cret@one:26379",
            "redis+cluster://:s3cret@one:7000/1",
            "redis+cluster://:%ffs3cret@one:7000/",
            "redis+cluster://:s3cret/s3cret,@one:7000/",
        ] {
            assert!(!wrong(text).to_string().contains("s3cret"), "{text}");
        }
        let address = RedisAddress::parse("redis+cluster://:s3cret@one:7000/").unwrap();
        assert!(!format!("{address:?}").contains("s3cret"));
    }
}
