"""Debian's WordPress on a loopback port, with a MariaDB on a private socket; all in one folder.

Packages: wordpress mariadb-server php-cli php-mysql php-gd php-xml php-mbstring.
"""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

WORDPRESS = Path("/usr/share/wordpress")
MARIADBD = Path("/usr/sbin/mariadbd")
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT',
  'LOGGED_IN_SALT','NONCE_SALT'] as $key) { define($key, 'only-for-tests-' . $key); }
define('WP_HOME', '%(url)s'); define('WP_SITEURL', '%(url)s');
define('WP_ENVIRONMENT_TYPE', 'local'); define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('FS_METHOD', 'direct'); define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require '%(root)s/wp-load.php';
require '%(root)s/wp-admin/includes/upgrade.php';
wp_install('Cổng Sở Văn hóa', 'quantri', 'quantri@example.vn', true, '', 'mat-khau-quan-tri');
$made = [];
foreach (['bientap' => 'editor', 'congtacvien' => 'contributor'] as $name => $role) {
  $id = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(24), 'role' => $role,
    'user_email' => "$name@example.vn"]);
  $made[$name] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Chung Tay'])[0];
}
echo json_encode($made);
"""


def missing_package() -> str:
    """Return a package that is not installed, "" when all are."""
    for path, package in ((WORDPRESS / "wp-load.php", "wordpress"), (MARIADBD, "mariadb-server")):
        if not path.exists():
            return package
    return "" if shutil.which("php") else "php-cli"


class WordPressServer:
    """``passwords`` holds the application passwords of an editor and of a contributor."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        self.root, self.socket = folder / "site", folder / "db.sock"
        self.passwords: dict[str, str] = {}
        self.processes: list[subprocess.Popen[bytes]] = []
        self.web: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        data = self.folder / "db"
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(
            [
                "mariadb-install-db",
                "--no-defaults",
                f"--datadir={data}",
                "--user=root",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
            ],
            check=True,
            **quiet,
        )
        self.processes.append(
            subprocess.Popen(
                [
                    str(MARIADBD),
                    "--no-defaults",
                    f"--datadir={data}",
                    f"--socket={self.socket}",
                    "--user=root",
                    "--skip-networking",
                    "--innodb-flush-log-at-trx-commit=0",
                    f"--pid-file={self.folder}/db.pid",
                ],
                **quiet,
            )
        )
        shutil.copytree(WORDPRESS, self.root, ignore_dangling_symlinks=True)
        uploads = self.root / "wp-content" / "uploads"
        uploads.mkdir(exist_ok=True)
        names = {"socket": self.socket, "url": self.url, "root": self.root}
        (self.root / "wp-config.php").write_text(CONFIG % names)
        self._wait_for_database()
        self.sql("CREATE DATABASE wordpress CHARACTER SET utf8mb4", database="")
        self.passwords = json.loads(self.php(INSTALL % names))
        self.serve()

    def serve(self) -> None:
        environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "3"}
        command = ["php", "-d", "upload_max_filesize=16M", "-d", "post_max_size=16M"]
        self.web = subprocess.Popen(
            [*command, "-S", f"127.0.0.1:{self.port}", "-t", str(self.root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self.processes.append(self.web)

    def php(self, code: str) -> str:
        script = self.folder / "run.php"
        script.write_text(code)
        done = subprocess.run(["php", str(script)], capture_output=True, text=True, check=True)
        return done.stdout[done.stdout.index("{") :] if "{" in done.stdout else done.stdout

    def sql(self, query: str, database: str = "wordpress") -> str:
        command = ["mariadb", "--no-defaults", f"--socket={self.socket}", "--user=root", "-N", "-e", query]
        done = subprocess.run([*command, *([database] if database else [])], capture_output=True, check=True)
        return done.stdout.decode().strip()

    def posts(self, status: str = "publish") -> list[str]:
        """Titles of the posts of a status, the default greeting left out."""
        found = self.sql(
            "SELECT post_title FROM wp_posts WHERE post_type='post' "
            f"AND post_status='{status}' AND ID > 3 ORDER BY ID"
        )
        return found.splitlines()

    def _wait_for_database(self) -> None:
        for _ in range(300):
            try:
                self.sql("SELECT 1", database="")
                return
            except subprocess.CalledProcessError:
                time.sleep(0.1)
        raise TimeoutError

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.args and next(iter(process.args)) == "php":  # type: ignore[arg-type]
                os.killpg(process.pid, 15)
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)
