// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth_test

// rule is a configuration, the Secret "login" next to it, and the one error
// there has to be: its reason and field.
type rule struct{ spec, secret, want string }

// rules are what can be wrong, by method.
var rules = map[string][]rule{
	"https": {
		{gitHTTPS + ", httpsUser: git}", "", "MissingCredentials spec.gitRepository.httpsUser"},
		{gitHTTPS + settings + "{httpsKey: CANARY64}", "", "MissingCredentials spec.gitRepository.httpsUser"},
		{gitHTTPS + ", httpsUser: git" + settings + "{httpsKey: CANARY}", "", "InvalidValue spec.configurationProtectedSettings.httpsKey"},
		{gitHTTPS + settings + "{sshPrivateKey: SSH64}", "", "Contradiction spec.configurationProtectedSettings.sshPrivateKey"},
		{gitHTTPS + ", sshKnownHosts: HOSTS64}", "", "Contradiction spec.gitRepository.sshKnownHosts"},
		{gitHTTPS + ", httpsCACert: CANARY64}", "", "InvalidValue spec.gitRepository.httpsCACert"},
		{gitHTTPS + ", httpsCACert: KEY64}", "", "InvalidValue spec.gitRepository.httpsCACert"},
		{gitHTTPS + ", localAuthRef: mine, httpsUser: git" + settings + "{httpsKey: CANARY64}", "", "Contradiction spec.gitRepository.localAuthRef"},
		{gitHTTPS + settings + "{bucketSecretKey: CANARY64}", "", "UnusedSecret spec.configurationProtectedSettings.bucketSecretKey"},
		{gitHTTPS + settings + "{a/b: CANARY}", "", `InvalidName spec.configurationProtectedSettings["a/b"]`},
		{gitHTTPS + from, "{password: CANARY}", "MissingCredentials data.username"},
		{gitHTTPS + from, "{username: git, password: CANARY, bearerToken: CANARY}", "Contradiction data"},
		{gitHTTPS + from, "{bearerToken: CANARY, caFile: CERTIFICATE}", "UnknownField data.caFile"},
		{gitHTTPS + from, "{bearerToken: CANARY, tls.crt: CERTIFICATE}", `MissingCredentials data["tls.crt"]`},
		{gitHTTPS + from, "{bearerToken: CANARY, tls.crt: CERTIFICATE, tls.key: CANARY}", `InvalidValue data["tls.crt"]`},
		{gitHTTPS + from, "{}", "MissingCredentials data"},
	},
	"ssh": {
		{gitSSH + settings + "{sshPrivateKey: SSH64}", "", "MissingCredentials spec.gitRepository.sshKnownHosts"},
		{gitSSH + ", sshKnownHosts: CANARY64}", "", "InvalidValue spec.gitRepository.sshKnownHosts"},
		{gitSSH + ", sshKnownHosts: HOSTS64" + settings + "{sshPrivateKey: CANARY64}", "", "InvalidValue spec.configurationProtectedSettings.sshPrivateKey"},
		{gitSSH + ", sshKnownHosts: HOSTS64" + settings + "{httpsKey: CANARY64}", "", "Contradiction spec.configurationProtectedSettings.httpsKey"},
		{gitSSH + ", sshKnownHosts: HOSTS64, httpsUser: git}", "", "Contradiction spec.gitRepository.httpsUser"},
		{"gitRepository: {url: 'ssh://git@git.example.org/web', repositoryRef: {branch: main}, sshKnownHosts: HOSTS64}", "", "InvalidValue spec.gitRepository.sshKnownHosts"},
		{gitSSH + from, "{known_hosts: HOSTS}", "MissingCredentials data.identity"},
		{gitSSH + from, "{identity: SSH}", "MissingCredentials data.known_hosts"},
		{gitSSH + from, "{identity: SSH, known_hosts: CANARY}", "InvalidValue data.known_hosts"},
		{gitSSH + from, "{identity: CANARY, known_hosts: HOSTS}", "InvalidValue data.identity"},
		{gitSSH + ", sshKnownHosts: HOSTS64" + from, "{identity: SSH, known_hosts: HOSTS}", "Contradiction data.known_hosts"},
	},
	"GitHub App": {
		{gitHTTPS + ", provider: GitHub}", "", "MissingCredentials spec.gitRepository.localAuthRef"},
		{gitHTTPS + ", provider: GitHub" + from, "{bearerToken: CANARY}", "MissingCredentials data"},
		{gitHTTPS + from, "{githubAppID: '1', githubAppInstallationID: '2', githubAppPrivateKey: KEY}", "MissingField spec.gitRepository.provider"},
		{gitHTTPS + ", provider: GitHub" + from, "{githubAppID: '1', githubAppPrivateKey: KEY}", "MissingCredentials data"},
		{gitHTTPS + ", provider: GitHub" + from, "{githubAppID: CANARY, githubAppInstallationID: '2', githubAppPrivateKey: KEY}", "InvalidValue data.githubAppID"},
		{gitHTTPS + ", provider: GitHub" + from, "{githubAppID: '1', githubAppInstallationID: '2', githubAppPrivateKey: CANARY}", "InvalidValue data.githubAppPrivateKey"},
		{gitHTTPS + ", provider: GitHub" + from, "{githubAppID: '1', githubAppInstallationID: '2', githubAppPrivateKey: KEY, githubAppBaseURL: CANARY}", "InvalidURL data.githubAppBaseURL"},
	},
	"bucket": {
		{bucket + ", accessKey: me}", "", "MissingCredentials spec.bucket.accessKey"},
		{bucket + settings + "{bucketSecretKey: CANARY64}", "", "MissingCredentials spec.bucket.accessKey"},
		{bucket + ", accessKey: me" + settings + "{bucketSecretKey: CANARY}", "", "InvalidValue spec.configurationProtectedSettings.bucketSecretKey"},
		{bucket + from, "{accesskey: me}", "MissingCredentials data.secretkey"},
		{bucket + from, "{serviceaccount: CANARY}", "InvalidValue data.serviceaccount"},
		{bucket + from, "{serviceaccount: '{}', accesskey: me}", "Contradiction data"},
		{bucket + from, "{accesskey: me, secretkey: CANARY, secretKey: CANARY}", "UnknownField data.secretKey"},
	},
	"container of Azure": {
		{blob + ", accountKey: CANARY, sasToken: CANARY}", "", "Contradiction spec.azureBlob.sasToken"},
		{blob + ", managedIdentity: {clientId: x}, accountKey: CANARY}", "", "Contradiction spec.azureBlob.managedIdentity"},
		{blob + ", servicePrincipal: {clientId: x, tenantId: y}}", "", "MissingCredentials spec.azureBlob.servicePrincipal"},
		{blob + ", servicePrincipal: {clientId: x, tenantId: y, clientSecret: CANARY, clientCertificate: CERTIFICATE64}}", "", "Contradiction spec.azureBlob.servicePrincipal"},
		{blob + ", servicePrincipal: {clientId: x, tenantId: y, clientSecret: CANARY, clientCertificatePassword: CANARY}}", "", "MissingCredentials spec.azureBlob.servicePrincipal"},
		{blob + from, "{accountKey: CANARY, sasKey: CANARY}", "Contradiction data"},
		{blob + from, "{clientId: x, clientSecret: CANARY}", "MissingCredentials data.tenantId"},
		{blob + from, "{authorityHost: CANARY}", "MissingCredentials data"},
	},
	"registry": {
		{oci + from, "{username: me}", "MissingCredentials data"},
		{oci + from, "{.dockerconfigjson: CANARY}", `InvalidValue data[".dockerconfigjson"]`},
		{oci + from, `{.dockerconfigjson: '{"auths": {"other.example.com": {"password": "CANARY"}}}'}`, `InvalidValue data[".dockerconfigjson"]`},
		{oci + from, `{.dockerconfigjson: '{"auths": {"registry.example.com": {}}}', password: CANARY}`, "Contradiction data"},
	},
	"certificates": {
		{oci + ", tlsConfig: {privateKey: KEY64}}", "", "MissingCredentials spec.ociRepository.tlsConfig.privateKey"},
		{oci + ", tlsConfig: {clientCertificate: CERTIFICATE64}}", "", "MissingCredentials spec.ociRepository.tlsConfig.clientCertificate"},
		{oci + ", tlsConfig: {clientCertificate: CERTIFICATE64, privateKey: CANARY64}}", "", "InvalidValue spec.ociRepository.tlsConfig.clientCertificate"},
		{oci + ", tlsConfig: {caCertificate: CANARY64}}", "", "InvalidValue spec.ociRepository.tlsConfig.caCertificate"},
		{oci + ", tlsConfig: {caCertificate: CERTIFICATE64}}, auth: {certSecretFrom: {name: login}}", "{ca.crt: CERTIFICATE}", "Contradiction spec.auth.certSecretFrom"},
		{oci + "}, auth: {certSecretFrom: {name: login}}", "{ca.crt: CANARY}", `InvalidValue data["ca.crt"]`},
		{oci + "}, auth: {certSecretFrom: {name: login}}", "{}", "MissingCredentials data"},
	},
	"signatures": {
		{oci + ", verify: {provider: cosign, verificationConfig: {cosign.pub: CANARY64}}}", "", `InvalidValue spec.ociRepository.verify.verificationConfig["cosign.pub"]`},
		{oci + ", verify: {provider: cosign, verificationConfig: {key: PUBLIC64}}}", "", "InvalidValue spec.ociRepository.verify.verificationConfig.key"},
		{oci + ", verify: {provider: notation, verificationConfig: {ca.crt: CERTIFICATE64}}}", "", "MissingCredentials spec.ociRepository.verify.verificationConfig"},
		{oci + "}, auth: {verifySecretFrom: {name: login}}", "{cosign.pub: PUBLIC}", "Contradiction spec.auth.verifySecretFrom"},
		{gitHTTPS + "}, auth: {verifySecretFrom: {name: login}}", "{me.asc: CANARY}", `InvalidValue data["me.asc"]`},
	},
	"proxy": {
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "{username: me}", "MissingCredentials data.address"},
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "{address: CANARY}", "InvalidURL data.address"},
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "{address: 'http://me:CANARY@proxy'}", "CredentialsInURL data.address"},
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "{address: 'http://proxy', password: CANARY}", "MissingCredentials data.password"},
	},
	"identity": {
		{oci + "}, auth: {workloadIdentity: {provider: aws}}", "", "MissingField spec.auth.workloadIdentity.roleArn"},
		{oci + "}, auth: {workloadIdentity: {provider: aws, roleArn: 'arn:aws:iam::123456789012:role/flux', clientId: x}}", "", "Contradiction spec.auth.workloadIdentity.clientId"},
		{gitHTTPS + "}, auth: {workloadIdentity: {provider: gcp}}", "", "InvalidValue spec.auth.workloadIdentity.provider"},
		{blob + ", accountKey: CANARY}, auth: {workloadIdentity: {provider: azure, clientId: x}}", "", "Contradiction spec.auth.workloadIdentity"},
	},
}
