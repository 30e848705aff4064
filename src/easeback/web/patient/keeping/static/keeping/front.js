// Who is in front on this phone: a routine that was kept here, and is done without a connection, asks
// no server. Nobody, once the last diary has left it.
const { front } = document.querySelector("[data-front]").dataset;
if (front) localStorage.setItem("easeback-diary", front);
else localStorage.removeItem("easeback-diary");
